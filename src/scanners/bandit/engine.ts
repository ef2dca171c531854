import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { Diagnostic } from '../../kernel/index.ts'
import { TOOLS } from '../../platform/index.ts'
import type { CreateEngine, EngineInfo, EngineOutput, ScanRequest } from '../port.ts'
import { digestFiles } from '../shared/digest-files.ts'
import { LineWorker } from '../shared/line-worker.ts'
import { readFindings } from '../shared/read-findings.ts'
import { acceptsLanguages, buildAbsentRun, buildRun, selectTargets } from '../shared/run-builder.ts'
import { findSitePackages, HOW_TO_INSTALL, versionOfDistribution } from '../shared/site-packages.ts'
import { type SnapshotTarget, takeSnapshot } from '../shared/snapshot.ts'

const AnswerSchema = Type.Object({
  results: Type.Array(Type.Object({ filename: Type.String(), line_number: Type.Integer() })),
  error: Type.Union([Type.String(), Type.Null()]),
})
type Answer = Static<typeof AnswerSchema>
const validator = Compile(AnswerSchema)

const WORKER = fileURLToPath(new URL('worker.py', import.meta.url))
const accepts = acceptsLanguages(['python'])

/** Bandit in one warm Python process; suppression comments are ignored. */
export const createBandit: CreateEngine = (context) => {
  const worker = new LineWorker(TOOLS.python, ['-I', '-B', WORKER], { path: 'probe.py', code: '' })
  let known: Promise<EngineInfo> | undefined
  const info = () => {
    known ??= describeBandit()
    return known
  }
  return {
    name: 'bandit',
    info,
    scan: async (request) => context.slots.use(async () => scan(worker, await info(), request)),
    close: async () => worker.close(),
  }
}

async function describeBandit(): Promise<EngineInfo> {
  const version = versionOfDistribution('bandit')
  const packages = findSitePackages()
  const base = { name: 'bandit', heldOut: false }
  if (version === null || packages === null || !existsSync(TOOLS.python)) {
    const missing = { what: 'Bandit', how: HOW_TO_INSTALL }
    return { ...base, version: null, packs: [], languages: [], available: false, missing }
  }
  const plugins = join(packages, 'bandit/plugins')
  const files = (await readdir(plugins)).filter((name) => name.endsWith('.py')).sort()
  const sha = await digestFiles(plugins, [...files, '../blacklists/calls.py', '../blacklists/imports.py'])
  const packs = [{ name: 'bandit', lineage: 'bandit', sha256: sha, heldOut: false }]
  return { ...base, version, packs, languages: ['python'], available: true }
}

async function scan(worker: LineWorker, info: EngineInfo, request: ScanRequest): Promise<EngineOutput> {
  const snapshot = request.snapshot ?? (await takeSnapshot(request.root, request.targets, request.signal))
  if (!info.available) return { run: buildAbsentRun(info, snapshot), findings: [] }
  const failures = new Map<string, string>()
  const diagnostics: Diagnostic[] = []
  const results: Answer['results'] = []
  const targets = selectTargets(snapshot, accepts)
  const answers = await Promise.all(targets.map((target) => askAbout(worker, target, request)))
  for (const [index, target] of targets.entries()) {
    const answer = answers[index]
    if (!answer) continue
    results.push(...answer.results)
    if (answer.failure === null) continue
    failures.set(target.path, answer.failure.code)
    diagnostics.push({ level: 'error', ...answer.failure, path: target.path })
  }
  const report = { errors: [], results }
  const read = await readFindings({ info, snapshot, reader: 'bandit', report })
  const run = buildRun(info, snapshot, accepts, failures, [...diagnostics, ...read.diagnostics])
  return { run, findings: read.findings }
}

async function askAbout(
  worker: LineWorker,
  { path, content }: SnapshotTarget,
  { timeoutMs, signal }: ScanRequest,
): Promise<{ results: Answer['results']; failure: { code: string; message: string } | null }> {
  const question = () => ({ path, code: content.toString('base64') })
  const answer = await worker.ask(question, timeoutMs, signal)
  if (answer.failure !== null)
    return { results: [], failure: { code: answer.failure, message: answer.message } }
  if (!validator.Check(answer.value))
    return { results: [], failure: { code: 'engine-error', message: 'the answer is not in the known form' } }
  const { results, error } = answer.value
  if (error === null) return { results, failure: null }
  const code = /syntax/.test(error) ? 'parse-error' : 'engine-error'
  return { results, failure: { code, message: error } }
}
