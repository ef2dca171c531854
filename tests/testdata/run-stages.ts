// Runs the first stages of the loop on a list and a registry of a test, and prints what the corpus holds then.
import { readFileSync } from 'node:fs'
import type { DemonstrationAdvisory } from '../../src/collect/index.ts'
import { SILENT } from '../../src/kernel/index.ts'
import { collectAndScan, withWorkspace } from '../../src/pipeline/index.ts'
import { createLogger, loadConfig, openRegistries } from '../../src/platform/index.ts'

const { base, list } = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as {
  base: string
  list: DemonstrationAdvisory[]
}
const config = loadConfig()
const registries = openRegistries({
  npm: { registry: `${base}npm/`, scopes: new Map(), credentials: new Map() },
  pip: { index: `${base}simple/`, authorization: null },
  http: { attempts: 1 },
})
const step = (text: string) => process.stderr.write(`${text}\n`)
const options = { config, logger: createLogger('error'), signal: new AbortController().signal, progress: { ...SILENT, step } }
const stats = await withWorkspace(options, async (workspace) => {
  const { scans } = await collectAndScan(workspace, list, { registries })
  const { runs, findings, contexts, remediations, decisions, judgements } = await workspace.corpus.stats()
  return {
    stored: { runs, findings, contexts, remediations, decisions, judgements },
    remediations: scans.map((scan) => scan.remediations),
    reused: workspace.timings.map((timing) => timing.reused),
  }
})
process.stdout.write(`${JSON.stringify(stats)}\n`)
