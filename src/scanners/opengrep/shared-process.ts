import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Diagnostic, type Language, SbrError } from '../../kernel/index.ts'
import { type ProcessResult, runProcess } from '../../platform/index.ts'
import { splitProgress } from '../shared/core-progress.ts'
import { type Attempt, isolateFailures } from '../shared/isolate-failure.ts'
import type { Slots } from '../shared/slots.ts'
import { argumentsFor, CORE_ARGUMENTS, opengrepEnvironment, START_MS } from './command-line.ts'
import {
  type OpengrepOutput,
  type OpengrepResult,
  parseOpengrepCore,
  parseOpengrepOutput,
  RULE_REFUSED,
} from './output.ts'

/** Files that one caller wants scanned: paths within its own staging folder. */
export interface StagedFiles {
  folder: string
  paths: readonly string[]
  /** Language of each path, in the same order. */
  languages: readonly Language[]
  /** Bytes of each path, in the same order. */
  sizes: readonly number[]
  /** Milliseconds that one target may take. */
  timeoutMs: number
  signal?: AbortSignal
}

export interface StagedFailure {
  code: string
  message: string
}

export interface StagedResults {
  /** With paths as the caller staged them. */
  results: OpengrepResult[]
  failures: Map<string, StagedFailure>
  diagnostics: Diagnostic[]
}

/** At most so many targets a process. */
const MAX_BATCH = 1000
/** A process costs a fifth of a second to start, a target three milliseconds: fewer targets than this get one process. */
const MIN_BATCH = 250
/** Milliseconds for each target, as the launcher does not tell its progress. */
const SHARE_MS = 1000
/** Milliseconds that a target of our own may take at most, and those of the longest batch: a day. */
const PROBE_MS = 10_000
const LONGEST_MS = 86_400_000

interface Waiting {
  files: StagedFiles
  resolve(results: StagedResults): void
  reject(error: unknown): void
}

/** What there is to run. */
export interface OpengrepPrograms {
  /** The launcher, which unpacks itself and starts the core: two seconds of CPU. */
  launcher: string
  /** The core that it has unpacked: a tenth of a second. null: it is not where it is expected. */
  core: string | null
}

/**
 * OpenGrep processes shared by whoever waits: what came while no slot was free goes into one process, or into one for
 * each slot where that is worth their start. The core is run directly, as the launcher would; where its undocumented
 * output is not understood, the launcher is.
 */
export class SharedOpengrep {
  private readonly waiting: Waiting[] = []
  private readonly programs: OpengrepPrograms
  private readonly rules: string
  private readonly severities: ReadonlyMap<string, string>
  private readonly slots: Slots

  constructor(programs: OpengrepPrograms, rules: string, slots: Slots) {
    this.programs = programs
    this.rules = rules
    this.severities = severitiesOf(rules)
    this.slots = slots
  }

  async scan(files: StagedFiles): Promise<StagedResults> {
    const parts = splitFiles(files, batchSize(files.paths.length, this.slots.size))
    return mergeResults(
      await Promise.all(
        parts.map(
          (part) =>
            new Promise<StagedResults>((resolve, reject) => {
              this.waiting.push({ files: part, resolve, reject })
              // Whoever gets a slot takes his share of what waits; who finds nothing left has nothing to do.
              void this.slots.use(() => this.drain())
            }),
        ),
      ),
    )
  }

  private async drain(): Promise<void> {
    const all = this.waiting.reduce((sum, { files }) => sum + files.paths.length, 0)
    const most = batchSize(all, this.slots.size)
    const jobs: Waiting[] = []
    for (let size = 0; this.waiting[0] !== undefined; ) {
      size += this.waiting[0].files.paths.length
      if (jobs.length > 0 && size > most) break
      const [job] = this.waiting.splice(0, 1)
      if (job) jobs.push(job)
    }
    if (jobs.length === 0) return
    try {
      const totals = await this.scanAll(jobs.map((job) => job.files))
      jobs.forEach((job, index) => {
        const result = totals[index]
        if (result) job.resolve(result)
      })
    } catch (error) {
      for (const job of jobs) job.reject(error)
    }
  }

  /** One process per batch; a target on which it breaks costs no other target its scan. */
  private async scanAll(files: readonly StagedFiles[]): Promise<StagedResults[]> {
    const totals: StagedResults[] = files.map(() => ({ results: [], failures: new Map(), diagnostics: [] }))
    const owners = new Map<string, Owner>()
    for (const [index, { folder, paths, languages, sizes }] of files.entries())
      for (const [at, path] of paths.entries()) {
        const total = totals[index]
        const language = languages[at]
        const size = sizes[at] ?? 0
        if (total && language) owners.set(join(folder, path), { total, path, language, size })
      }
    // The core takes the largest first, whatever the order given: so what it says it has finished are the first of these.
    const all = [...owners].sort(([, a], [, b]) => b.size - a.size).map(([path]) => path)
    const folder = await mkdtemp(join(tmpdir(), 'sbr-opengrep-'))
    const probe = join(folder, 'empty')
    const timeoutMs = Math.max(...files.map((one) => one.timeoutMs))
    const signal = allAborted(files)
    const run = async (batch: readonly string[], limitMs: number) => {
      const targets = batch.map((path): [string, Language] => [path, languageOf(owners, path, all)])
      return this.run({ folder, targets, timeoutMs: limitMs, signal })
    }
    try {
      await writeFile(join(folder, 'rules.json'), this.rules)
      await writeFile(probe, '')
      for (let from = 0; from < all.length; from += MAX_BATCH) {
        const batch = all.slice(from, from + MAX_BATCH)
        const { outputs, lost } = await isolateFailures({
          items: batch,
          run: (some) => run(some, timeoutMs),
          works: async () => (await run([probe], Math.min(timeoutMs, PROBE_MS))).done,
        })
        share(owners, batch, outputs, new Set(lost.keys()), totals)
        for (const [path, failure] of lost) noteFailure(owners, path, failure)
      }
      return totals
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  private async run({
    folder,
    targets,
    timeoutMs,
    signal,
  }: OpengrepBatch): Promise<Attempt<string, OpengrepOutput, StagedFailure>> {
    const start = (command: string, args: string[], limits: { timeoutMs: number; silenceMs?: number }) =>
      runProcess({
        command,
        args,
        cwd: folder,
        env: opengrepEnvironment(),
        ...limits,
        ...(signal ? { signal } : {}),
      })
    const { core, launcher } = this.programs
    if (core !== null) {
      const list = targets.map(([path, analyzer]) => ['CodeTarget', { path, analyzer, products: ['sast'] }])
      await writeFile(join(folder, 'targets.json'), JSON.stringify(list))
      const longest = Math.min(timeoutMs * targets.length, LONGEST_MS)
      const result = await start(core, CORE_ARGUMENTS, { timeoutMs: longest, silenceMs: timeoutMs })
      const { finished, report } = splitProgress(result.stdout)
      const output = result.timedOut ? null : parseOpengrepCore(report, (rule) => this.severities.get(rule))
      if (output !== null) return { done: true, ...withoutUnanswered(output, targets) }
      // A crash is a target's fault; only an ending in order without a known form is the format's.
      const brokeOff = result.signal !== null || (result.exitCode !== 0 && finished > 0)
      if (result.timedOut || brokeOff) return { done: false, failure: describeFailure(result), finished }
    }
    const paths = targets.map(([path]) => path)
    const result = await start(launcher, argumentsFor(paths), {
      timeoutMs: START_MS + timeoutMs + SHARE_MS * paths.length,
    })
    const output = result.timedOut ? null : parseOpengrepOutput(result.stdout)
    return output === null
      ? { done: false, failure: describeFailure(result), finished: null }
      : { done: true, ...withoutUnanswered(output, targets) }
  }
}

/** How many targets a process gets, where so many wait. */
const batchSize = (targets: number, slots: number): number =>
  Math.min(MAX_BATCH, Math.max(MIN_BATCH, Math.ceil(targets / slots)))

/** Parts of at most so many files, and of nearly equal bytes: the largest are dealt out in turn. */
function splitFiles(files: StagedFiles, most: number): StagedFiles[] {
  const count = Math.ceil(files.paths.length / most)
  if (count < 2) return [files]
  const order = [...files.paths.keys()].sort((a, b) => (files.sizes[b] ?? 0) - (files.sizes[a] ?? 0) || a - b)
  return Array.from({ length: count }, (_, part) => {
    const own = new Set(order.filter((_at, index) => index % count === part))
    const pick = <T>(values: readonly T[]): T[] => values.filter((_value, at) => own.has(at))
    return {
      ...files,
      paths: pick(files.paths),
      languages: pick(files.languages),
      sizes: pick(files.sizes),
    }
  })
}

function mergeResults(parts: readonly StagedResults[]): StagedResults {
  const said = new Map(
    parts.flatMap(({ diagnostics }) => diagnostics.map((one) => [JSON.stringify(one), one] as const)),
  )
  return {
    results: parts.flatMap(({ results }) => results),
    failures: new Map(parts.flatMap(({ failures }) => [...failures])),
    // What is said about a rule is said by every process.
    diagnostics: [...said.values()],
  }
}

/**
 * Takes out of an output what it does not really answer: targets that it neither scanned nor names in an error, and
 * those that failed for no reason of the code, which may be their fault or the whole run's, as when memory ran out. Its
 * word about nobody's target goes with them.
 */
function withoutUnanswered(output: OpengrepOutput, targets: OpengrepBatch['targets']) {
  const suspect = output.errors.filter(({ code }) => SUSPECT_CODES.has(code))
  const answered = new Set([...output.scanned, ...output.errors.flatMap(({ path }) => path ?? [])])
  for (const { path } of suspect) if (path !== null) answered.delete(path)
  const items = targets.map(([path]) => path).filter((path) => !answered.has(path))
  if (items.length === 0) return { output }
  return {
    output: {
      results: output.results.filter(({ path }) => answered.has(path)),
      errors: output.errors.filter(({ path, code }) =>
        path === null ? code === RULE_REFUSED : answered.has(path),
      ),
      scanned: answered,
    },
    unanswered: { items, failure: suspect[0] ?? NOT_SCANNED },
  }
}

const SUSPECT_CODES = new Set(['out-of-memory', 'engine-error'])
const NOT_SCANNED: StagedFailure = { code: 'not-scanned', message: 'not among the scanned' }

interface OpengrepBatch {
  folder: string
  /** Absolute paths with the language that each is read as. */
  targets: readonly (readonly [path: string, language: Language])[]
  timeoutMs: number
  signal: AbortSignal | undefined
}

/** The language of a target; a target of our own is in that of the others. */
const languageOf = (owners: Owners, path: string, all: readonly string[]): Language =>
  owners.get(path)?.language ?? owners.get(all[0] ?? '')?.language ?? 'python'

/** Severity of each rule by its id. */
function severitiesOf(rules: string): Map<string, string> {
  const { rules: all } = JSON.parse(rules) as { rules: { id: string; severity?: unknown }[] }
  return new Map(all.map(({ id, severity }) => [id, String(severity ?? '')]))
}

interface Owner {
  total: StagedResults
  path: string
  language: Language
  size: number
}
type Owners = ReadonlyMap<string, Owner>

function share(
  owners: Owners,
  batch: readonly string[],
  outputs: readonly OpengrepOutput[],
  lost: ReadonlySet<string>,
  totals: readonly StagedResults[],
): void {
  for (const result of outputs.flatMap(({ results }) => results)) {
    const owner = owners.get(result.path)
    owner?.total.results.push({ ...result, path: owner.path })
  }
  const scanned = new Set(outputs.flatMap((output) => [...output.scanned]))
  for (const path of batch) if (!scanned.has(path) && !lost.has(path)) noteFailure(owners, path, NOT_SCANNED)
  for (const { path, code, message } of outputs.flatMap(({ errors }) => errors)) {
    const failure = { code, message: withoutFolders(message) }
    const owner = path === null ? undefined : owners.get(path)
    if (owner) owner.total.failures.set(owner.path, failure)
    // About a rule, or about nobody's file: everybody in this process has to know.
    else for (const total of totals) total.diagnostics.push({ level: 'warning', ...failure })
  }
}

function noteFailure(owners: Owners, path: string, { code, message }: StagedFailure): void {
  const owner = owners.get(path)
  owner?.total.failures.set(owner.path, { code, message: withoutFolders(message) })
}

/** The same scan says the same: our folders have random names. */
const withoutFolders = (message: string): string => message.replace(/\S*\/sbr-(?:scan|opengrep)-\w+\//g, '')

function describeFailure(result: ProcessResult): StagedFailure {
  if (result.timedOut) return { code: 'timeout', message: 'one target ran out of time' }
  const said = result.stderr.toString('utf8').trim().slice(-300)
  return { code: 'engine-crashed', message: `exit code ${result.exitCode ?? 'none'} ${said}`.trim() }
}

/** Aborts when everybody who shares the process has given up; nobody ends the others' scan. */
function allAborted(files: readonly StagedFiles[]): AbortSignal | undefined {
  const signals = files.map((one) => one.signal).filter((signal) => signal !== undefined)
  if (signals.length < files.length) return undefined
  const controller = new AbortController()
  const check = () => {
    if (signals.every((signal) => signal.aborted))
      controller.abort(new SbrError('CANCELLED', 'every caller of this scan has given up'))
  }
  for (const signal of signals) signal.addEventListener('abort', check, { once: true })
  check()
  return controller.signal
}
