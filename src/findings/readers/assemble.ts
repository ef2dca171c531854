import {
  type Diagnostic,
  digestFields,
  type Finding,
  type ScanRun,
  type TargetStatus,
} from '../../kernel/index.ts'
import { acceptFingerprints } from '../identity/tool-fingerprints.ts'
import { commonFolder, isAbsolutePath } from '../location/report-path.ts'
import { createFindingBuilder } from './build-finding.ts'
import { keepFinding } from './keep-finding.ts'
import { createPlacer, type Placer } from './placer.ts'
import type { FindingDraft, ReadContext, Reader, ReadItem, ReportInput, RunDraft } from './port.ts'
import { createTexts, type Texts } from './texts.ts'

/** What was read of one run, before anything was normalised. */
interface RunBuffer {
  run: RunDraft
  drafts: FindingDraft[]
  known: Finding[]
  diagnostics: Diagnostic[]
  incomplete: boolean
}

export interface AssembledReport {
  findings: Finding[]
  runs: ScanRun[]
  diagnostics: Diagnostic[]
}

/**
 * Drives a reader and turns what it yields into findings and runs. Buffers run by run: whether a tool's
 * fingerprint is constant, and which folder absolute paths share, is known only at a run's end.
 */
export async function assembleReport(
  reader: Reader,
  input: ReportInput,
  context: ReadContext,
): Promise<AssembledReport> {
  const texts = createTexts(context)
  const buffers: RunBuffer[] = []
  const loose: Diagnostic[] = []
  if (input.wrongEncoding !== null)
    loose.push({
      level: 'warning',
      code: 'wrong-encoding',
      message: `Some bytes are not ${input.wrongEncoding.toUpperCase()}: texts and paths that held them are changed`,
      path: input.name,
    })
  for await (const item of reader.read(input, context)) collect(item, buffers, loose)
  if (buffers.length === 0) {
    const run: RunDraft = {
      tool: reader.tools[0] ?? reader.name,
      version: null,
      status: 'failed',
      targets: [],
    }
    loose.push({
      level: 'error',
      code: 'no-runs',
      message: 'The report holds no run of a tool',
      path: input.name,
    })
    buffers.push({ run, drafts: [], known: [], diagnostics: [], incomplete: true })
  }
  // What was said before the first run belongs to it.
  buffers[0]?.diagnostics.unshift(...loose)

  const root = context.root ?? commonFolder(absolutePaths(buffers)) ?? undefined
  const result: AssembledReport = { findings: [], runs: [], diagnostics: [] }
  for (const [index, buffer] of buffers.entries()) {
    if (context.root === undefined && root !== undefined && index === 0)
      buffer.diagnostics.push({
        level: 'note',
        code: 'root-assumed',
        message: `Absolute paths are made relative to ${root}, the folder that all of them share`,
        path: input.name,
      })
    const { run, findings } = assembleRun(buffer, index, { reader, input, context, texts, root })
    result.findings.push(...findings)
    result.runs.push(run)
    result.diagnostics.push(...run.diagnostics)
  }
  return result
}

function collect(item: ReadItem, buffers: RunBuffer[], loose: Diagnostic[]): void {
  const buffer = buffers.at(-1)
  switch (item.type) {
    case 'run':
      buffers.push({ run: item.run, drafts: [], known: [], diagnostics: [], incomplete: false })
      return
    case 'target':
      buffer?.run.targets.push({
        path: item.path,
        status: item.status,
        ...(item.reason === undefined ? {} : { reason: item.reason }),
      })
      return
    case 'finding':
      buffer?.drafts.push(item.draft)
      return
    case 'known':
      buffer?.known.push(item.finding)
      return
    case 'diagnostic':
      if (buffer === undefined) {
        loose.push(item.diagnostic)
        return
      }
      buffer.diagnostics.push(item.diagnostic)
      if (item.incomplete ?? item.diagnostic.level === 'error') buffer.incomplete = true
  }
}

function* absolutePaths(buffers: readonly RunBuffer[]): Iterable<string> {
  for (const { run, drafts } of buffers) {
    for (const target of run.targets) if (isAbsolutePath(target.path)) yield target.path
    for (const { region } of drafts) if (region !== null && isAbsolutePath(region.path)) yield region.path
  }
}

interface RunSetting {
  reader: Reader
  input: ReportInput
  context: ReadContext
  texts: Texts
  root: string | undefined
}

function assembleRun(
  buffer: RunBuffer,
  index: number,
  { reader, input, context, texts, root }: RunSetting,
): { run: ScanRun; findings: Finding[] } {
  const tool = {
    name: context.tool ?? buffer.run.tool,
    version: buffer.run.version ?? context.toolVersion ?? null,
  }
  const id =
    context.run ?? buffer.run.id ?? digestFields(['run/v1', tool.name, tool.version, input.sha256, index])
  const placer = createPlacer(context, root)
  const targets = assembleTargets(buffer.run.targets, placer, texts)
  const accepted = acceptFingerprints(buffer.drafts.map((draft) => draft.toolFingerprints ?? {}))
  const build = createFindingBuilder({
    tool,
    format: reader.format,
    run: id,
    sha256: input.sha256,
    context,
    placer,
    texts,
  })
  const findings = [
    ...buffer.drafts.map((draft, at) => build(draft, accepted[at] ?? {})),
    ...buffer.known.map((finding) => keepFinding(finding, placer, texts)),
  ]

  const diagnostics = [...buffer.diagnostics, ...placer.diagnostics()].map(texts.diagnostic)
  const incomplete =
    buffer.incomplete ||
    buffer.diagnostics.some((diagnostic) => diagnostic.level === 'error') ||
    targets.some((target) => target.status === 'failed')
  const claimed = buffer.run.status ?? 'complete'
  const status = claimed === 'complete' && incomplete ? 'partial' : claimed
  return { run: { id, tool, packs: [...(context.packs ?? [])], status, targets, diagnostics }, findings }
}

/** One entry a path; of several statuses the worst, since a file scanned in part was not scanned. */
function assembleTargets(targets: RunDraft['targets'], placer: Placer, texts: Texts): ScanRun['targets'] {
  const order: readonly TargetStatus[] = ['failed', 'unsupported', 'skipped', 'scanned']
  const byPath = new Map<string, ScanRun['targets'][number]>()
  for (const { path: raw, status, reason } of targets) {
    const path = placer.path(raw)
    if (path === null) continue
    const known = byPath.get(path)
    if (known !== undefined && order.indexOf(known.status) <= order.indexOf(status)) continue
    byPath.set(path, { path, status, ...(reason === undefined ? {} : { reason: texts.clean(reason) }) })
  }
  return [...byPath.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
}
