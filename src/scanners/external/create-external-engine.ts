import { type Diagnostic, digestFields, type Finding, SbrError } from '../../kernel/index.ts'
import { minimalEnvironment, runProcess } from '../../platform/index.ts'
import type { CreateEngine, EngineContext, EngineInfo, EngineOutput, ScanRequest } from '../port.ts'
import { readFindings } from '../shared/read-findings.ts'
import { buildAbsentRun, buildRun, selectTargets } from '../shared/run-builder.ts'
import { type Snapshot, takeSnapshot } from '../shared/snapshot.ts'
import { stageTargets } from '../shared/staging.ts'
import type { ExternalAnswer, ExternalBatch, ExternalTool } from './external-tool.ts'
import { findExecutable } from './find-executable.ts'

/** Milliseconds for `--version`. */
const VERSION_MS = 30_000
/** Milliseconds that each target adds to a run's deadline. */
const SHARE_MS = 1000

/** An engine over a tool that is on PATH; without it the engine does not run, and says what is missing. */
export const createExternalEngine =
  (tool: ExternalTool): CreateEngine =>
  (context) => {
    let known: Promise<Described> | undefined
    const describe = () => {
      known ??= describeTool(tool, context)
      return known
    }
    return {
      name: tool.name,
      info: async () => (await describe()).info,
      scan: async (request) => {
        const described = await describe()
        return context.slots.use(() => scan(tool, described, context, request))
      },
      close: async () => {},
    }
  }

interface Described {
  info: EngineInfo
  command: string
}

async function describeTool(tool: ExternalTool, context: EngineContext): Promise<Described> {
  const base = { name: tool.name, heldOut: false }
  const command = findExecutable(tool.executable, context.environment)
  const missing =
    command === null
      ? { what: `${tool.executable} on PATH`, how: tool.how }
      : (tool.missing?.(context) ?? null)
  if (command === null || missing !== null) {
    const said = missing ?? { what: tool.executable, how: tool.how }
    return {
      command: '',
      info: { ...base, version: null, packs: [], languages: [], available: false, missing: said },
    }
  }
  const version = await askVersion(command, tool, context)
  const data = (await tool.dataDigest?.(context)) ?? null
  const packs = [
    {
      name: tool.name,
      lineage: tool.lineage,
      sha256: digestFields([tool.name, version, data]),
      heldOut: false,
    },
  ]
  return { command, info: { ...base, version, packs, languages: tool.languages, available: true } }
}

/** The version as the tool says it; null where it says nothing: it is there, and each scan will show what it can. */
async function askVersion(
  command: string,
  tool: ExternalTool,
  context: EngineContext,
): Promise<string | null> {
  const env = { ...minimalEnvironment(pathOf(context)), ...(await tool.variables?.(context)) }
  try {
    const { stdout } = await runProcess({ command, args: tool.versionArgs, env, timeoutMs: VERSION_MS })
    return /\d+(?:\.\d+)+(?:[-+][\w.]+)?|\bdev\b/.exec(stdout.toString('utf8'))?.[0] ?? null
  } catch (error) {
    if (error instanceof SbrError && error.code === 'TOOL_MISSING') return null
    throw error
  }
}

/** Some tools start others by name (`go`, `node`): they get the caller's PATH. */
const pathOf = ({ environment }: EngineContext): Record<string, string> =>
  environment.PATH === undefined ? {} : { PATH: environment.PATH }

async function scan(
  tool: ExternalTool,
  { info, command }: Described,
  context: EngineContext,
  request: ScanRequest,
): Promise<EngineOutput> {
  const snapshot = request.snapshot ?? (await takeSnapshot(request.root, request.targets, request.signal))
  if (!info.available) return { run: buildAbsentRun(info, snapshot), findings: [] }
  const accepts = (target: Snapshot['targets'][number]) => tool.accepts(target)
  const failures = new Map<string, string>()
  const diagnostics: Diagnostic[] = []
  const findings: Finding[] = []
  const env = { ...minimalEnvironment(pathOf(context)), ...(await tool.variables?.(context)) }
  for (const batch of tool.batches(selectTargets(snapshot, accepts), snapshot.targets)) {
    const answer = await runBatch(tool, command, env, batch, request)
    for (const { path } of batch.targets.filter(accepts)) {
      const failure = failureOf(answer, path)
      if (failure === null) continue
      failures.set(path, failure.code)
      diagnostics.push({ level: 'error', ...failure, path })
    }
    if (answer.failure !== null) continue
    const { reader, place } = tool
    const read = await readFindings({
      info,
      snapshot,
      reader,
      report: answer.report,
      ...(place ? { place: (finding: Finding) => place(finding, batch) } : {}),
    })
    findings.push(...read.findings)
    diagnostics.push(...read.diagnostics)
  }
  return { run: buildRun(info, snapshot, accepts, failures, diagnostics), findings }
}

async function runBatch(
  tool: ExternalTool,
  command: string,
  env: Record<string, string>,
  batch: ExternalBatch,
  request: ScanRequest,
): Promise<ExternalAnswer> {
  const staging = await stageTargets(batch.targets, batch.plan)
  try {
    const result = await runProcess({
      command,
      args: tool.args(staging),
      cwd: staging.folder,
      env,
      timeoutMs: tool.startMs + request.timeoutMs + SHARE_MS * batch.targets.length,
      ...(request.signal ? { signal: request.signal } : {}),
    })
    if (result.timedOut) return { failure: { code: 'timeout', message: `${tool.name} ran out of time` } }
    if (result.overflowed)
      return { failure: { code: 'engine-crashed', message: `${tool.name} wrote more than it may` } }
    return tool.answer(result, staging, batch)
  } finally {
    await staging.dispose()
  }
}

function failureOf(answer: ExternalAnswer, path: string): { code: string; message: string } | null {
  if (answer.failure !== null) return answer.failure
  const failed = answer.failed.get(path)
  if (failed) return failed
  return answer.scanned === 'all' || answer.scanned.has(path)
    ? null
    : { code: 'not-scanned', message: 'the tool does not say that it looked at it' }
}
