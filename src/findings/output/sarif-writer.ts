import type { Finding, ScanRun } from '../../kernel/index.ts'
import type { ReportEvent } from '../readers/stream-report.ts'
import { githubWarnings, type RunCount } from './github-limits.ts'
import type { ToolWords } from './sarif-extension.ts'
import type { BaselineState } from './sarif-log.ts'
import { toSarifResult } from './sarif-result.ts'
import { MAX_RULES, RuleTable } from './sarif-rules.ts'
import { closeRun, openRun } from './sarif-run.ts'
import { openMemorySpool, type Spool } from './spool.ts'

export interface SarifOptions {
  /** Where results of a run wait while another run is being written. Default: in memory. */
  openSpool?: () => Spool
  /** What became of a finding since an earlier run; null: say nothing. */
  baselineStateOf?: (finding: Finding) => BaselineState | null
}

/** Writes one SARIF log as a stream. It holds the rules of open runs, and what their spools hold. */
export interface SarifWriter {
  /** Takes an event of `streamReport`, of one report after the other; gives the text to write now. */
  write(event: ReportEvent): Iterable<string>
  /** Ends the log. A run of which nobody said how it went is written as failed. */
  end(): Iterable<string>
  /** What GitHub would refuse or leave out; complete after `end`. */
  warnings(): string[]
}

/** A run that is not written to its end. */
interface PendingRun {
  id: string
  tool: ToolWords
  rules: RuleTable
  count: RunCount
  /** null: its results go straight out. */
  spool: Spool | null
}

/**
 * A log's rules and status are known only when its results are: `results` is written before `tool`, in
 * which order JSON does not care. One run at a time goes straight out; results of a second one that
 * begins before the first has ended wait in a spool.
 */
export function createSarifWriter(options: SarifOptions = {}): SarifWriter {
  return new Writer(options)
}

class Writer implements SarifWriter {
  readonly #options: SarifOptions
  /** Runs of which more may come, by id. */
  readonly #running = new Map<string, PendingRun>()
  /** Runs that have ended and wait for the one that goes straight out. */
  #waiting: { run: PendingRun; ended: ScanRun }[] = []
  readonly #categories = new Map<string, number>()
  readonly #counts: RunCount[] = []
  #begun = false
  #direct: PendingRun | null = null

  constructor(options: SarifOptions) {
    this.#options = options
  }

  write(event: ReportEvent): Iterable<string> {
    return event.type === 'finding' ? this.#finding(event.finding) : this.#close(event.run)
  }

  #finding(finding: Finding): Iterable<string> {
    let run = this.#running.get(finding.run)
    let before = ''
    if (run === undefined) {
      run = this.#open(finding.run, finding.tool)
      if (run.spool === null) before = `${this.#head(run)},"results":[`
    }
    const rule = run.rules.add(finding)
    const result = toSarifResult(finding, {
      rule,
      tool: run.tool,
      baselineState: this.#options.baselineStateOf?.(finding) ?? null,
    })
    if (finding.location === null) run.count.placeless++
    const text = `${run.count.results++ === 0 ? '' : ','}\n${JSON.stringify(result)}`
    if (run.spool === null) return [before + text]
    run.spool.append(text)
    return []
  }

  #open(id: string, tool: ToolWords): PendingRun {
    const run: PendingRun = {
      id,
      tool,
      rules: new RuleTable(),
      count: { tool: tool.name, results: 0, rules: 0, placeless: 0 },
      spool: this.#direct === null ? null : (this.#options.openSpool ?? openMemorySpool)(),
    }
    this.#running.set(id, run)
    if (run.spool === null) this.#direct = run
    return run
  }

  #head(run: PendingRun): string {
    const start = this.#begun
      ? ',\n'
      : '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[\n'
    this.#begun = true
    return start + openRun(run.id, run.tool, this.#category(run.tool.name))
  }

  /** GitHub refuses two runs of one tool and one category in a file; the last part is no part of the category. */
  #category(tool: string): string {
    const name = tool.replaceAll('/', '-')
    const count = (this.#categories.get(name) ?? 0) + 1
    this.#categories.set(name, count)
    return `sbr/${count === 1 ? name : `${name}-${count}`}/`
  }

  *#close(ended: ScanRun): Generator<string> {
    const run = this.#running.get(ended.id) ?? this.#open(ended.id, { ...ended.tool, format: 'sarif' })
    this.#running.delete(ended.id)
    if (run.spool === null) yield* this.#finish(run, ended)
    else this.#waiting.push({ run, ended })
    if (this.#direct !== null) return
    for (const one of this.#waiting.splice(0)) yield* this.#finish(one.run, one.ended)
  }

  *#finish(run: PendingRun, ended: ScanRun): Generator<string> {
    const { results } = run.count
    // Without results where the tool did not run: an empty list would say that it found nothing. The
    // specification would have null there, which its schema refuses.
    const hasList = results > 0 || ended.status !== 'not-run'
    if (run.spool !== null || results === 0) {
      yield this.#head(run)
      if (hasList) yield ',"results":['
      if (run.spool !== null) yield* run.spool.read()
      run.spool?.close()
    }
    if (hasList) yield ']'
    yield* closeRun(ended, run.rules.descriptors())
    this.#counts.push({ ...run.count, rules: run.rules.size })
    if (this.#direct === run) this.#direct = null
  }

  *end(): Generator<string> {
    // The one that goes straight out is the first of them: it was there before any that waits.
    const running = [...this.#running.values()].sort(
      (a, b) => Number(a.spool !== null) - Number(b.spool !== null),
    )
    for (const run of running) yield* this.#close(untold(run))
    yield this.#begun
      ? ']}\n'
      : '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[]}\n'
  }

  warnings(): string[] {
    return githubWarnings(this.#counts, MAX_RULES)
  }
}

/** Results without a word on how their run went: absence is not success. */
const untold = ({ id, tool }: PendingRun): ScanRun => ({
  id,
  tool: { name: tool.name, version: tool.version },
  packs: [],
  status: 'failed',
  targets: [],
  diagnostics: [
    { level: 'error', code: 'run-not-ended', message: 'The report ended before its run was told to its end' },
  ],
})
