import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type Diagnostic, digestJson, type RulePack } from '../../kernel/index.ts'
import { TOOLS } from '../../platform/index.ts'
import type { Engine, EngineContext, EngineInfo, EngineOutput, ScanRequest } from '../port.ts'
import { LineWorker } from '../shared/line-worker.ts'
import { readFindings } from '../shared/read-findings.ts'
import { acceptsLanguages, buildAbsentRun, buildRun, selectTargets } from '../shared/run-builder.ts'
import { HOW_TO_INSTALL } from '../shared/site-packages.ts'
import { type SnapshotTarget, takeSnapshot } from '../shared/snapshot.ts'
import type { EslintPack, WorkerSetup } from './setup.ts'

export interface EslintDefinition {
  name: string
  packs: readonly EslintPack[]
  heldOut: boolean
}

const AnswerSchema = Type.Object({
  messages: Type.Array(Type.Object({ ruleId: Type.Union([Type.String(), Type.Null()]) })),
  error: Type.Union([Type.String(), Type.Null()]),
})
type Message = Static<typeof AnswerSchema>['messages'][number]
const validator = Compile(AnswerSchema)

const WORKER = fileURLToPath(new URL('worker.ts', import.meta.url))
/** MiB of heap of the worker. */
const MAX_HEAP_MIB = 1024
const accepts = acceptsLanguages(['javascript', 'typescript'])

/** An engine that is ESLint with security plug-ins, in one warm process; disable comments are ignored. */
export function createEslintEngine(definition: EslintDefinition, context: EngineContext): Engine {
  const setup: WorkerSetup = {
    plugins: Object.fromEntries(definition.packs.map((pack) => [pack.prefix, pack.name])),
    rules: Object.fromEntries(
      definition.packs.flatMap((pack) => pack.rules.map(({ id, level }) => [`${pack.prefix}/${id}`, level])),
    ),
  }
  const args = [`--max-old-space-size=${MAX_HEAP_MIB}`, WORKER, TOOLS.engines, JSON.stringify(setup)]
  const worker = new LineWorker(process.execPath, args, { language: 'javascript', code: '' })
  const info = describeEslint(definition)
  return {
    name: definition.name,
    info: async () => info,
    scan: (request) => context.slots.use(() => scan(worker, definition, info, request)),
    close: async () => worker.close(),
  }
}

function describeEslint(definition: EslintDefinition): EngineInfo {
  const { name, heldOut } = definition
  const version = versionOf('eslint')
  const packs = definition.packs.map((pack): RulePack | null => {
    const pinned = versionOf(pack.name)
    // The plug-in's code is pinned by its version; the rules switched on are ours.
    const sha256 = digestJson([pack.name, pinned, version, pack.rules])
    return pinned === null ? null : { name: pack.name, lineage: pack.lineage, sha256, heldOut }
  })
  const present = packs.filter((pack) => pack !== null)
  if (version === null || present.length < packs.length) {
    const absent = definition.packs.filter((_, index) => packs[index] === null).map((pack) => pack.name)
    const missing = { what: version === null ? 'ESLint' : absent.join(', '), how: HOW_TO_INSTALL }
    return { name, version: null, packs: [], languages: [], available: false, missing, heldOut }
  }
  return { name, version, packs: present, languages: ['javascript', 'typescript'], available: true, heldOut }
}

function versionOf(name: string): string | null {
  const manifest = join(TOOLS.engines, name, 'package.json')
  if (!existsSync(manifest)) return null
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
}

async function scan(
  worker: LineWorker,
  definition: EslintDefinition,
  info: EngineInfo,
  request: ScanRequest,
): Promise<EngineOutput> {
  const snapshot = request.snapshot ?? (await takeSnapshot(request.root, request.targets, request.signal))
  if (!info.available) return { run: buildAbsentRun(info, snapshot), findings: [] }
  const failures = new Map<string, string>()
  const diagnostics: Diagnostic[] = []
  const report: unknown[] = []
  const targets = selectTargets(snapshot, accepts)
  const answers = await Promise.all(targets.map((target) => askAbout(worker, target, request)))
  for (const [index, target] of targets.entries()) {
    const { messages = [], failure = null } = answers[index] ?? {}
    // Messages without a rule are about disable comments, which have no effect here.
    const results = messages.filter((message) => message.ruleId !== null)
    if (results.length > 0) report.push({ filePath: target.path, messages: results, suppressedMessages: [] })
    if (failure === null) continue
    failures.set(target.path, failure.code)
    diagnostics.push({ level: 'error', ...failure, path: target.path })
  }
  const packs = new Map(definition.packs.map((pack) => [pack.prefix, pack]))
  const packOf = (rule: string) => packs.get(rule.slice(0, rule.lastIndexOf('/')))
  const read = await readFindings({
    info,
    snapshot,
    reader: 'eslint',
    report,
    packOf: (rule) => packOf(rule)?.name ?? null,
    cweOf: (rule) => packOf(rule)?.rules.find(({ id }) => id === rule.slice(rule.lastIndexOf('/') + 1))?.cwe,
  })
  const run = buildRun(info, snapshot, accepts, failures, [...diagnostics, ...read.diagnostics])
  return { run, findings: read.findings }
}

async function askAbout(
  worker: LineWorker,
  { language, content }: SnapshotTarget,
  { timeoutMs, signal }: ScanRequest,
): Promise<{ messages: Message[]; failure: { code: string; message: string } | null }> {
  const question = () => ({ language, code: content.toString('utf8') })
  const answer = await worker.ask(question, timeoutMs, signal)
  if (answer.failure !== null)
    return { messages: [], failure: { code: answer.failure, message: answer.message } }
  if (!validator.Check(answer.value))
    return { messages: [], failure: { code: 'engine-error', message: 'the answer is not in the known form' } }
  const { messages, error } = answer.value
  if (error === null) return { messages, failure: null }
  const code = error.startsWith('rule failed') ? 'engine-error' : 'parse-error'
  return { messages, failure: { code, message: error } }
}
