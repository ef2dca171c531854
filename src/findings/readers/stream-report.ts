import {
  type Diagnostic,
  digestFields,
  type Finding,
  SbrError,
  type ScanRun,
  type TargetResult,
  type TargetStatus,
} from '../../kernel/index.ts'
import { FingerprintCensus } from '../identity/tool-fingerprints.ts'
import { inputOf, type OpenedReport } from '../input/open-report.ts'
import type { ReportFault } from '../input/report-fault.ts'
import type { Watch } from '../input/skim-elements.ts'
import { commonFolder, isAbsolutePath } from '../location/report-path.ts'
import { createFindingBuilder, type FindingBuilder } from './build-finding.ts'
import { NOT_THIS_FORMAT } from './document-faults.ts'
import { keepFinding } from './keep-finding.ts'
import { createPlacer, type Placer } from './placer.ts'
import type { FindingDraft, ReadContext, Reader, ReadItem, ReportInput, RunDraft } from './port.ts'
import { createTexts, type Texts } from './texts.ts'

/** What a report gives, as it is read: its findings, then its runs, whose status is known only at the end. */
export type ReportEvent = { type: 'finding'; finding: Finding } | { type: 'run'; run: ScanRun }

/** Diagnostics kept of one run; the rest are counted. A broken report may have one for every line. */
const MAX_DIAGNOSTICS = 1000

/**
 * Drives a reader and turns what it yields into findings and runs, one at a time. Memory holds one result,
 * the runs' targets and diagnostics, and what identity remembers (`CountTable`). Where a result has an
 * absolute path and no root is known, or a fingerprint that may be constant, the report is surveyed once
 * from its start before that result is given out.
 *
 * `likelier` names another reader that knows the content, where this one was asked for and does not.
 *
 * @throws SbrError `BAD_INPUT`, at the end, where nothing in the report was of this reader's format.
 */
export function* streamWith(
  reader: Reader,
  report: OpenedReport,
  context: ReadContext,
  likelier: string | null = null,
): Generator<ReportEvent> {
  const driver = new Driver(reader, report, context)
  const faults: ReportFault[] = []
  const told = new Set<string>()
  const listen = (fault: ReportFault) => {
    // A reader may look at a part twice; a fault is one.
    const key = `${fault.code} ${fault.position} ${fault.pointer}`
    if (told.has(key)) return
    if (told.size < MAX_DIAGNOSTICS) told.add(key)
    faults.push(fault)
  }
  const input = inputOf(report, listen, driver.watch())
  let count = 0
  for (const item of reader.read(input, context)) {
    for (const fault of faults.splice(0)) driver.fault(fault)
    const finding = driver.take(item)
    if (finding === null) continue
    count++
    yield { type: 'finding', finding }
  }
  for (const fault of faults.splice(0)) driver.fault(fault)
  const runs = driver.finish()
  if (likelier !== null && count === 0)
    throw new SbrError(
      'BAD_INPUT',
      `${report.name} is no report for ${reader.name}: it looks like one for ${likelier}`,
      {
        next: 'Leave --tool away to have the format found by content.',
      },
    )
  const alien = runs.flatMap((run) => run.diagnostics).find(({ code }) => code === NOT_THIS_FORMAT)
  if (alien !== undefined && count === 0)
    throw new SbrError('BAD_INPUT', `${report.name} is no report for ${reader.name}: ${alien.message}`, {
      next: 'Leave --tool away to have the format found by content.',
    })
  for (const run of runs) yield { type: 'run', run }
}

/** A run that is being read. */
interface OpenRun {
  id: string
  draft: RunDraft
  tool: { name: string; version: string | null }
  build: FindingBuilder
  placer: Placer
  targets: Map<string, TargetResult>
  diagnostics: Diagnostic[]
  dropped: number
  incomplete: boolean
}

class Driver {
  readonly #reader: Reader
  readonly #report: OpenedReport
  readonly #context: ReadContext
  readonly #texts: Texts
  readonly #runs: OpenRun[] = []
  /** The run that was announced last: what follows belongs to it. */
  #last: OpenRun | undefined
  /** Said before the first run was announced. */
  readonly #loose: Diagnostic[] = []
  /** Faults that belong to a run which is not announced yet. */
  #faults: ReportFault[] = []
  #census: FingerprintCensus | null = null
  #rootSought = false
  #root: string | undefined

  constructor(reader: Reader, report: OpenedReport, context: ReadContext) {
    this.#reader = reader
    this.#report = report
    this.#context = context
    this.#root = context.root
    this.#texts = createTexts(context)
    const wrong = report.wrongEncoding
    if (wrong !== null)
      this.#loose.push({
        level: 'warning',
        code: 'wrong-encoding',
        message: `Some bytes are not ${wrong.encoding.toUpperCase()}: texts and paths that held them are changed`,
        path: report.name,
        position: String(wrong.offset),
      })
  }

  /** The finding of an item that is one. */
  take(item: ReadItem): Finding | null {
    switch (item.type) {
      case 'run':
        this.#open(item.run)
        return null
      case 'target':
        this.#target(this.#current(), item.path, item.status, item.reason)
        return null
      case 'diagnostic':
        this.#diagnose(this.#last, item.diagnostic, item.incomplete ?? item.diagnostic.level === 'error')
        return null
      case 'known': {
        const run = this.#runs.find(({ id }) => id === item.finding.run) ?? this.#current()
        return keepFinding(item.finding, run.placer, this.#texts)
      }
      case 'finding':
        return this.#build(item.draft)
    }
  }

  #build(draft: FindingDraft): Finding {
    const run = this.#current()
    if (draft.region !== null) this.#needRoot(draft.region.path)
    let accepted = NO_FINGERPRINTS
    if (draft.toolFingerprints !== undefined) {
      accepted = draft.toolFingerprints
      for (const _ in accepted) {
        accepted = this.#fingerprints().accept(run.draft.pointer ?? '', accepted)
        break
      }
    }
    return run.build(draft, accepted)
  }

  fault(fault: ReportFault): void {
    const run = this.#last
    if (run === undefined || !isWithin(fault.pointer, run.draft.pointer ?? '')) this.#faults.push(fault)
    else this.#diagnose(run, this.#faultDiagnostic(fault), true)
  }

  #faultDiagnostic({ code, reason, position }: ReportFault): Diagnostic {
    const whole =
      code === 'truncated' ? 'The report is not whole' : 'A part of the report cannot be relied on'
    return { level: 'error', code, message: `${whole}: ${reason}`, path: this.#report.name, position }
  }

  #open(draft: RunDraft): void {
    const again = draft.id === undefined ? undefined : this.#runs.find(({ id }) => id === draft.id)
    if (again !== undefined) {
      // Announced before, when less was known of it.
      again.draft = draft
      this.#last = again
      for (const target of draft.targets) this.#target(again, target.path, target.status, target.reason)
      return
    }
    const tool = {
      name: this.#context.tool ?? draft.tool,
      version: draft.version ?? this.#context.toolVersion ?? null,
    }
    const { sha256 } = this.#report
    const id =
      this.#context.run ??
      draft.id ??
      digestFields(['run/v1', tool.name, tool.version, sha256, this.#runs.length])
    const placer = createPlacer(this.#context, () => this.#root)
    const run: OpenRun = {
      id,
      draft,
      tool,
      placer,
      build: createFindingBuilder({
        tool,
        format: this.#reader.format,
        run: id,
        sha256,
        context: this.#context,
        placer,
        texts: this.#texts,
      }),
      targets: new Map(),
      diagnostics: [],
      dropped: 0,
      incomplete: false,
    }
    this.#runs.push(run)
    this.#last = run
    for (const diagnostic of this.#loose.splice(0))
      this.#diagnose(run, diagnostic, diagnostic.level === 'error')
    const pointer = draft.pointer ?? ''
    this.#faults = this.#faults.filter((fault) => {
      if (!isWithin(fault.pointer, pointer)) return true
      this.#diagnose(run, this.#faultDiagnostic(fault), true)
      return false
    })
    for (const target of draft.targets) this.#target(run, target.path, target.status, target.reason)
  }

  /** The run announced last; a report that tells nothing of its run still has one. */
  #current(): OpenRun {
    const last = this.#last
    if (last !== undefined) return last
    this.#open({ tool: this.#reader.tools[0] ?? this.#reader.name, version: null, targets: [] })
    return this.#current()
  }

  /** One entry a path; of several statuses the worst, since a file scanned in part was not scanned. */
  #target(run: OpenRun, raw: string, status: TargetStatus, reason: string | undefined): void {
    this.#needRoot(raw)
    const path = run.placer.path(raw)
    if (path === null) return
    const known = run.targets.get(path)
    if (known !== undefined && STATUS_ORDER.indexOf(known.status) <= STATUS_ORDER.indexOf(status)) return
    run.targets.set(path, {
      path,
      status,
      ...(reason === undefined ? {} : { reason: this.#texts.clean(reason) }),
    })
  }

  #diagnose(run: OpenRun | undefined, diagnostic: Diagnostic, incomplete: boolean): void {
    if (run === undefined) {
      if (this.#loose.length < MAX_DIAGNOSTICS) this.#loose.push(diagnostic)
      return
    }
    // An error means that something was not read or not scanned, whatever else is said of it.
    if (incomplete || diagnostic.level === 'error') run.incomplete = true
    if (run.diagnostics.length < MAX_DIAGNOSTICS) run.diagnostics.push(this.#texts.diagnostic(diagnostic))
    else run.dropped++
  }

  /** Finds the folder that absolute paths share, once one is met and nobody has named the root. */
  #needRoot(path: string): void {
    if (this.#root !== undefined || this.#rootSought || !isAbsolutePath(path)) return
    this.#rootSought = true
    const root = commonFolder(absolutePaths(this.#items()))
    if (root === null) return
    this.#root = root
    this.#diagnose(
      this.#runs[0],
      {
        level: 'note',
        code: 'root-assumed',
        message: `Absolute paths are made relative to ${root}, the folder that all of them share`,
        path: this.#report.name,
      },
      false,
    )
  }

  /** What is counted while the reader's outline is made; undefined where its fingerprints are found otherwise. */
  watch(): Watch | undefined {
    const place = this.#reader.fingerprints
    if (place === undefined) return undefined
    const census = new FingerprintCensus()
    this.#census = census
    return {
      collection: place.collection,
      members: place.members,
      see: (pointer, element) => census.count(pointer.slice(0, pointer.lastIndexOf('/')), place.of(element)),
    }
  }

  /** Counts of the fingerprints of all results, known before the first of them is given out. */
  #fingerprints(): FingerprintCensus {
    if (this.#census !== null) return this.#census
    this.#census = new FingerprintCensus()
    let scope = ''
    for (const item of this.#items())
      if (item.type === 'run') scope = item.run.pointer ?? ''
      else if (item.type === 'finding' && item.draft.toolFingerprints !== undefined)
        this.#census.count(scope, item.draft.toolFingerprints)
    return this.#census
  }

  /** The report from its start. Faults are told by the pass that builds findings. */
  #again(): ReportInput {
    return inputOf(this.#report, () => {})
  }

  #items(): Iterable<ReadItem> {
    return this.#reader.read(this.#again(), this.#context)
  }

  finish(): ScanRun[] {
    if (this.#runs.length === 0) {
      this.#loose.push({
        level: 'error',
        code: 'no-runs',
        message: 'The report holds no run of a tool',
        path: this.#report.name,
      })
      this.#open({
        tool: this.#reader.tools[0] ?? this.#reader.name,
        version: null,
        status: 'failed',
        targets: [],
      })
    }
    for (const fault of this.#faults.splice(0)) this.#diagnose(this.#last, this.#faultDiagnostic(fault), true)
    return this.#runs.map((run) => this.#close(run))
  }

  #close(run: OpenRun): ScanRun {
    const targets = [...run.targets.values()].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    const diagnostics = [...run.diagnostics, ...run.placer.diagnostics().map(this.#texts.diagnostic)]
    if (run.dropped > 0)
      diagnostics.push({
        level: 'warning',
        code: 'more-diagnostics',
        message: `${run.dropped} more diagnostics are not kept`,
        path: this.#report.name,
      })
    const incomplete = run.incomplete || targets.some((target) => target.status === 'failed')
    const claimed = run.draft.status ?? 'complete'
    return {
      id: run.id,
      tool: run.tool,
      packs: [...(run.draft.packs ?? this.#context.packs ?? [])],
      status: claimed === 'complete' && incomplete ? 'partial' : claimed,
      targets,
      diagnostics,
    }
  }
}

const NO_FINGERPRINTS: Record<string, string> = Object.freeze({})

const STATUS_ORDER: readonly TargetStatus[] = ['failed', 'unsupported', 'skipped', 'scanned']

function* absolutePaths(items: Iterable<ReadItem>): Iterable<string> {
  for (const item of items) {
    if (item.type === 'finding') {
      const path = item.draft.region?.path
      if (path !== undefined && isAbsolutePath(path)) yield path
    } else if (item.type === 'target') {
      if (isAbsolutePath(item.path)) yield item.path
    } else if (item.type === 'run')
      for (const target of item.run.targets) if (isAbsolutePath(target.path)) yield target.path
  }
}

/** Is a fault at `fault` one of the value at `pointer`, inside of it or around it? */
const isWithin = (fault: string, pointer: string): boolean =>
  fault === pointer || pointer === '' || fault === '' || fault.startsWith(`${pointer}/`)
