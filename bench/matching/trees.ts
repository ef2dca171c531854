import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { CollectedVersion } from '../../src/collect/index.ts'
import { readReport } from '../../src/findings/index.ts'
import type { Finding } from '../../src/kernel/index.ts'
import { collectTargets, type EnginePool } from '../../src/scanners/index.ts'
import type { Truth } from './truth.ts'

/** Files of a package that are scanned: the first in the order of paths. */
const MAX_FILES = 40

/** A code state and what was found in it. */
export interface Tree {
  files: ReadonlyMap<string, string>
  findings: readonly Finding[]
  isComplete: boolean
}

/** Two code states (or one, seen by two versions of a tool), and which finding became which. */
export interface Pair {
  /** What was scanned with: its rows stand together. */
  group: string
  name: string
  kind: string
  before: Tree
  after: Tree
  truth: Truth
}

export function filesOf(version: CollectedVersion): Map<string, string> {
  const files = version.targets
    .map(({ path }) => path)
    .sort()
    .slice(0, MAX_FILES)
  return new Map(files.map((path) => [path, readFileSync(join(version.root, path), 'utf8')]))
}

/** Writes the files to a folder that is removed when `use` is done. */
async function withFolder<T>(
  files: ReadonlyMap<string, string>,
  use: (root: string) => Promise<T> | T,
): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'sbr-bench-tree-'))
  try {
    for (const [path, text] of files) {
      mkdirSync(dirname(join(root, path)), { recursive: true })
      writeFileSync(join(root, path), text)
    }
    return await use(root)
  } finally {
    rmSync(root, { recursive: true, force: true })
  }
}

export const scanTree = (pool: EnginePool, files: ReadonlyMap<string, string>): Promise<Tree> =>
  withFolder(files, async (root) => {
    const targets = await collectTargets(root)
    const outputs = await pool.scan({ root: targets.root, targets: targets.targets, timeoutMs: 120_000 })
    return {
      files,
      findings: outputs.flatMap(({ findings }) => findings),
      // An engine that has nothing to do with a package's language is no gap.
      isComplete: outputs.every(
        ({ run }) => run.status !== 'failed' && run.targets.every(({ status }) => status !== 'failed'),
      ),
    }
  })

/** Scans the Python files with a Bandit of one's own; its version is in the findings. */
export const scanWithBandit = (bandit: string, files: ReadonlyMap<string, string>): Promise<Tree> =>
  withFolder(files, (root) => {
    const version = /bandit (\S+)/.exec(run(bandit, ['--version'], root))?.[1] ?? null
    const paths = [...files.keys()].filter((path) => path.endsWith('.py'))
    const bytes = Buffer.from(run(bandit, ['-q', '-f', 'json', ...paths], root))
    const { findings, runs } = readReport(
      { name: 'bandit.json', bytes },
      { source: (path) => files.get(path) ?? null },
    )
    return {
      files,
      findings: findings.map((finding) => ({ ...finding, tool: { ...finding.tool, version } })),
      isComplete: runs.every(({ status }) => status === 'complete'),
    }
  })

function run(command: string, parameters: readonly string[], cwd: string): string {
  const { stdout, error } = spawnSync(command, parameters, {
    cwd,
    encoding: 'utf8',
    timeout: 120_000,
    maxBuffer: 1 << 28,
  })
  if (error !== undefined) throw error
  return stdout
}
