/**
 * Matching of two scans, beside Microsoft's sarif-multitool on the same pairs of runs:
 * npm install --prefix /tmp/multitool @microsoft/sarif-multitool-linux
 * node bench/matching.ts --multitool /tmp/multitool/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool [--packages 30]
 *
 * Packages with advisories are scanned as they are, after edits of which every line's way is known, and in
 * their fixed version. Prints a table, and writes bench/matching/results.json.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { type CollectedVersion, collectPackages, loadDemonstration } from '../src/collect/index.ts'
import { matchRuns, type ReadContext, readReport } from '../src/findings/index.ts'
import type { Finding } from '../src/kernel/index.ts'
import { loadConfig } from '../src/platform/index.ts'
import { collectTargets, createEnginePool } from '../src/scanners/index.ts'
import { alignTruth } from './matching/align-truth.ts'
import { EDITS, type EditedFile } from './matching/edits.ts'
import { type Matched, matchWithMultitool } from './matching/multitool.ts'
import { sarifOf } from './matching/sarif.ts'
import { addScore, emptyScore, type Score, scoreOf } from './matching/score.ts'
import { openWhereRewritten, type Truth, truthOf } from './matching/truth.ts'

const { values } = parseArgs({
  options: { multitool: { type: 'string' }, packages: { type: 'string', default: '30' } },
})
/** Files of a package that are scanned: the first in the order of paths. */
const MAX_FILES = 40
/** A package with fewer findings is left out. */
const MIN_FINDINGS = 3
const ENGINES = ['bandit', 'eslint']

interface Tree {
  files: ReadonlyMap<string, string>
  findings: Finding[]
  isComplete: boolean
}

interface Pair {
  name: string
  kind: string
  before: Tree
  after: Tree
  truth: Truth
  /** The later log is written as if by another version of the tool, whose rules have a prefix. */
  upgraded?: boolean
}

const work = mkdtempSync(join(tmpdir(), 'sbr-bench-matching-'))
const home = loadConfig({}).home
const pool = createEnginePool({ purpose: 'scan', home, engines: ENGINES })
async function main(): Promise<void> {
  const list = await loadDemonstration()
  const pairs: Pair[] = []
  let used = 0
  let skipped = 0
  for (const advisory of list) {
    if (used >= Number(values.packages)) break
    const [collected] = await collectPackages([advisory], {
      cacheDir: join(home, 'cache', 'downloads'),
      workDir: join(home, 'cache', 'bench-matching'),
    })
    if (collected?.status !== 'collected') continue
    const before = await scanTree(filesOf(collected.vulnerable))
    process.stderr.write(
      `${advisory.package}: ${before.findings.length} findings, ${before.isComplete ? 'complete' : 'incomplete'}\n`,
    )
    if (before.findings.length < MIN_FINDINGS || !before.isComplete) continue
    used++
    const add = (pair: Pair) => (pair.after.isComplete ? pairs.push(pair) : skipped++)
    const label = `${advisory.package} ${advisory.vulnerableVersion}`
    for (const edit of EDITS) {
      const edited = new Map<string, EditedFile>()
      for (const [path, text] of before.files) {
        const findings = before.findings.filter(({ location }) => location?.path === path)
        // Nobody rewrites a whole package at once: files without a finding stay.
        edited.set(
          path,
          findings.length === 0
            ? { path, text, lineOf: (line) => line }
            : edit.apply({ path, text, findings }),
        )
      }
      const after = await scanTree(new Map([...edited.values()].map(({ path, text }) => [path, text])))
      add({
        name: label,
        kind: edit.name,
        before,
        after,
        truth: truthOf(before.findings, after.findings, edited),
      })
    }
    const same = new Map(
      [...before.files.keys()].map((path) => [path, { path, lineOf: (line: number) => line }]),
    )
    const shuffled = { ...before, findings: before.findings.toReversed() }
    add({
      name: label,
      kind: 'upgraded and reordered',
      before,
      after: shuffled,
      truth: truthOf(before.findings, shuffled.findings, same),
      upgraded: true,
    })
    const fixed = await scanTree(filesOf(collected.fixed))
    const truth = openWhereRewritten(
      before.findings,
      fixed.findings,
      truthOf(before.findings, fixed.findings, alignTruth(before.files, fixed.files)),
    )
    add({ name: `${label} → ${advisory.fixedVersion}`, kind: 'next version', before, after: fixed, truth })
  }
  await report(pairs, skipped)
}

function filesOf(version: CollectedVersion): Map<string, string> {
  const files = version.targets
    .map(({ path }) => path)
    .sort()
    .slice(0, MAX_FILES)
  return new Map(files.map((path) => [path, readFileSync(join(version.root, path), 'utf8')]))
}

async function scanTree(files: ReadonlyMap<string, string>): Promise<Tree> {
  const root = mkdtempSync(join(work, 'tree-'))
  for (const [path, text] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  const targets = await collectTargets(root)
  const outputs = await pool.scan({ root: targets.root, targets: targets.targets, timeoutMs: 120_000 })
  rmSync(root, { recursive: true, force: true })
  return {
    files,
    findings: outputs.flatMap(({ findings }) => findings),
    // An engine that has nothing to do with a package's language is no gap.
    isComplete: outputs.every(
      ({ run }) => run.status !== 'failed' && run.targets.every(({ status }) => status !== 'failed'),
    ),
  }
}

/** What is compared: the tool with which evidence. */
const METHODS: Readonly<Record<string, (pair: Pair) => Matched | Promise<Matched> | null>> = {
  'sbr, reports only': (pair) => ours(pair, { source: false, sources: false }),
  'sbr, with source': (pair) => ours(pair, { source: true, sources: false }),
  'sbr, with source and its diff': (pair) => ours(pair, { source: true, sources: true }),
  'sarif-multitool': (pair) => theirs(pair, false),
  'sarif-multitool, with our fingerprints': (pair) => theirs(pair, true),
}

const logsOf = ({ before, after, upgraded = false }: Pair, fingerprints: boolean) => ({
  before: JSON.stringify(sarifOf(before.findings, textOf(before), { fingerprints })),
  after: JSON.stringify(
    sarifOf(after.findings, textOf(after), {
      fingerprints,
      ...(upgraded ? { version: '2.0.0', ruleOf: (rule: string) => `upgraded.${rule}` } : {}),
    }),
  ),
})

const textOf = (tree: Tree) => (path: string) => tree.files.get(path) ?? ''

function ours(pair: Pair, { source, sources }: { source: boolean; sources: boolean }): Matched {
  const logs = logsOf(pair, false)
  const side = (name: 'before' | 'after') => {
    const context: ReadContext = source ? { source: (path) => pair[name].files.get(path) ?? null } : {}
    return readReport({ name, bytes: Buffer.from(logs[name]) }, context)
  }
  const [before, after] = [side('before'), side('after')]
  const match = matchRuns(before, after, {
    ...(sources
      ? {
          sources: {
            before: (path) => pair.before.files.get(path) ?? null,
            after: (path) => pair.after.files.get(path) ?? null,
          },
          isDeleted: (path) => !pair.after.files.has(path),
        }
      : {}),
  })
  const original = (name: 'before' | 'after') => {
    const log = JSON.parse(logs[name]) as { runs: { results: { properties: { index: number } }[] }[] }
    return ({ raw }: Finding): number => {
      const [, run, result] = /^\/runs\/(\d+)\/results\/(\d+)$/.exec(raw.pointer) ?? []
      const index = log.runs[Number(run)]?.results[Number(result)]?.properties.index
      if (index === undefined) throw new Error(`no result at ${raw.pointer}`)
      return index
    }
  }
  const [ofBefore, ofAfter] = [original('before'), original('after')]
  const unsure = (name: 'before' | 'after') =>
    new Set(
      match.possible
        .filter(({ side }) => side === name)
        .map(({ finding }) => (name === 'before' ? ofBefore : ofAfter)(finding)),
    )
  return {
    closed: new Set(match.fixed.map(ofBefore)),
    opened: new Set(match.introduced.map(ofAfter)),
    unsure: { before: unsure('before'), after: unsure('after') },
    pairs: new Map(match.unchanged.map((one) => [ofBefore(one.before), ofAfter(one.after)])),
  }
}

let logs = 0

function theirs(pair: Pair, fingerprints: boolean): Promise<Matched> | null {
  if (values.multitool === undefined) return null
  const { before: earlier, after: later } = logsOf(pair, fingerprints)
  const number = ++logs
  const [before, after, output] = ['before', 'after', 'matched'].map((name) =>
    join(work, `${name}-${number}.sarif`),
  ) as [string, string, string]
  writeFileSync(before, earlier)
  writeFileSync(after, later)
  return matchWithMultitool(values.multitool, before, after, output)
}

/** Pairs that are matched at a time. */
const CONCURRENCY = 5

async function report(pairs: readonly Pair[], skipped: number): Promise<void> {
  const scores = new Map<string, Map<string, Score>>()
  const differences: Record<string, Record<string, number>> = {}
  const matches = new Map<Pair, Map<string, Matched>>()
  let next = 0
  const work = async () => {
    for (let pair = pairs[next++]; pair !== undefined; pair = pairs[next++]) {
      const ofPair = new Map<string, Matched>()
      matches.set(pair, ofPair)
      for (const [method, match] of Object.entries(METHODS)) {
        const matched = await match(pair)
        if (matched !== null) ofPair.set(method, matched)
      }
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  for (const [pair, ofPair] of matches) {
    for (const [method, matched] of ofPair) {
      const score = scoreOf(pair.truth, pair.after.findings.length, matched)
      const kinds = scores.get(method) ?? new Map<string, Score>()
      scores.set(method, kinds)
      for (const kind of [pair.kind, 'all']) kinds.set(kind, addScore(kinds.get(kind) ?? emptyScore(), score))
      for (const [reason, count] of Object.entries(score.reasons)) {
        const of = differences[method] ?? {}
        differences[method] = of
        const text = `${pair.kind}: ${reason}`
        of[text] = (of[text] ?? 0) + count
      }
    }
  }
  const findings = pairs.reduce((sum, pair) => sum + pair.truth.length, 0)
  const kept = pairs.reduce((sum, { truth }) => sum + truth.filter((one) => one >= 0).length, 0)
  console.log(
    `${pairs.length} pairs of runs (${skipped} not compared: a scan was incomplete), ${findings} earlier findings, ${kept} of them still there`,
  )
  const columns = [
    'kept',
    'wrongClosed',
    'wrongNew',
    'wrongPair',
    'gone',
    'closed',
    'missed',
    'unsure',
  ] as const
  console.log(
    `${'method'.padEnd(42)}${'pairs of'.padEnd(26)}${columns.map((name) => name.padStart(12)).join('')}`,
  )
  for (const [method, kinds] of scores)
    for (const [kind, score] of kinds)
      console.log(
        `${method.padEnd(42)}${kind.padEnd(26)}${columns.map((name) => String(score[name] ?? '–').padStart(12)).join('')}`,
      )
  for (const [method, reasons] of Object.entries(differences))
    for (const [reason, count] of Object.entries(reasons)) console.log(`${method}: ${count} × ${reason}`)
  writeFileSync(
    new URL('matching/results.json', import.meta.url),
    `${JSON.stringify(
      {
        pairs: pairs.length,
        skipped,
        findings,
        kept,
        engines: ENGINES,
        scores: Object.fromEntries([...scores].map(([method, kinds]) => [method, Object.fromEntries(kinds)])),
      },
      null,
      1,
    )}\n`,
  )
}

try {
  await main()
} finally {
  await pool.close()
  rmSync(work, { recursive: true, force: true })
}
