import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type Diagnostic, sha256 } from '../../kernel/index.ts'
import { TOOLS } from '../../platform/index.ts'
import type { CreateEngine, EngineInfo, EngineOutput, ScanRequest } from '../port.ts'
import { LineWorker } from '../shared/line-worker.ts'
import { readFindings } from '../shared/read-findings.ts'
import { acceptsLanguages, buildAbsentRun, buildRun, selectTargets } from '../shared/run-builder.ts'
import { HOW_TO_INSTALL } from '../shared/site-packages.ts'
import { type SnapshotTarget, takeSnapshot } from '../shared/snapshot.ts'

const MANIFEST = join(TOOLS.engines, 'retire/package.json')
const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url))
/** MiB of heap of the worker. */
const MAX_HEAP_MIB = 1024
/** The data comes with another package: retire itself would fetch it. */
const DATA = join(
  TOOLS.engines,
  '@salesforce/code-analyzer-retirejs-engine/vulnerabilities/RetireJsVulns.json',
)

const AnswerSchema = Type.Object({ results: Type.Array(Type.Unknown()) })
const validator = Compile(AnswerSchema)
const accepts = acceptsLanguages(['javascript'])

/** retire.js: known vulnerable browser libraries by their name and content, with data at hand, offline, in a warm process. */
export const createRetire: CreateEngine = (context) => {
  const args = [`--max-old-space-size=${MAX_HEAP_MIB}`, WORKER, TOOLS.engines, DATA]
  const worker = new LineWorker(process.execPath, args, { path: 'probe.js', code: '' })
  let known: Promise<EngineInfo> | undefined
  const info = () => {
    known ??= describeRetire()
    return known
  }
  return {
    name: 'retire',
    info,
    scan: async (request) => {
      const described = await info()
      return context.slots.use(() => scan(worker, described, request))
    },
    close: async () => worker.close(),
  }
}

async function describeRetire(): Promise<EngineInfo> {
  const base = { name: 'retire', heldOut: false }
  if (!existsSync(MANIFEST) || !existsSync(DATA)) {
    const missing = { what: existsSync(MANIFEST) ? "retire's data" : 'retire', how: HOW_TO_INSTALL }
    return { ...base, version: null, packs: [], languages: [], available: false, missing }
  }
  const { version } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as { version: string }
  const packs = [
    { name: 'retire-data', lineage: 'retire', sha256: sha256(await readFile(DATA)), heldOut: false },
  ]
  return { ...base, version, packs, languages: ['javascript'], available: true }
}

async function scan(worker: LineWorker, info: EngineInfo, request: ScanRequest): Promise<EngineOutput> {
  const snapshot = request.snapshot ?? (await takeSnapshot(request.root, request.targets, request.signal))
  if (!info.available) return { run: buildAbsentRun(info, snapshot), findings: [] }
  const targets = selectTargets(snapshot, accepts)
  const answers = await Promise.all(targets.map((target) => askAbout(worker, target, request)))
  const failures = new Map<string, string>()
  const diagnostics: Diagnostic[] = []
  const data: unknown[] = []
  for (const [index, { path }] of targets.entries()) {
    const { results = [], failure = null } = answers[index] ?? {}
    if (results.length > 0) data.push({ file: path, results })
    if (failure === null) continue
    failures.set(path, failure.code)
    diagnostics.push({ level: 'error', ...failure, path })
  }
  const report = { version: info.version, data, messages: [], errors: [] }
  const read = await readFindings({ info, snapshot, reader: 'retire', report })
  const said = [...diagnostics, ...read.diagnostics]
  return { run: buildRun(info, snapshot, accepts, failures, said), findings: read.findings }
}

async function askAbout(
  worker: LineWorker,
  { path, content }: SnapshotTarget,
  { timeoutMs, signal }: ScanRequest,
): Promise<{ results: unknown[]; failure: { code: string; message: string } | null }> {
  // Folders have a say, too: `/1.8.0/jquery.js`.
  const question = () => ({ path: `/${path}`, code: content.toString('utf8') })
  const answer = await worker.ask(question, timeoutMs, signal)
  if (answer.failure !== null)
    return { results: [], failure: { code: answer.failure, message: answer.message } }
  if (!validator.Check(answer.value))
    return { results: [], failure: { code: 'engine-error', message: 'the answer is not in the known form' } }
  return { results: answer.value.results, failure: null }
}
