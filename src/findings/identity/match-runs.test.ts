import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding, ScanRun } from '../../kernel/index.ts'
import { readReport } from '../readers/read-report.ts'
import { makeFinding } from '../testing/make-finding.ts'
import { BYTES_PER_FINDING } from './compact-findings.ts'
import type { MatchOptions } from './match-options.ts'
import { matchRuns, type RunMatch, type ScanSide } from './match-runs.ts'

type Tree = Readonly<Record<string, readonly string[]>>

interface ScanSetting {
  version?: string
  prefix?: string
  /** Order of the results. */
  shuffle?: boolean
  /** Report without the source at hand. */
  blind?: boolean
  /** Report the whole line where the call is the match. */
  wide?: boolean
}

const CALLS = ['eval(', 'exec(', 'query(']

/** Scans a small tree as Semgrep would: one result for each call of `CALLS`, read by the real reader. */
function scan(
  tree: Tree,
  { version = '1.0.0', prefix = '', shuffle, blind, wide }: ScanSetting = {},
): ScanSide {
  const results = Object.entries(tree).flatMap(([path, lines]) =>
    lines.flatMap((line, index) =>
      CALLS.filter((call) => line.includes(call)).map((call) => ({
        check_id: `${prefix}no-${call.slice(0, -1)}`,
        path,
        start: { line: index + 1, col: wide ? line.search(/\S/) + 1 : line.indexOf(call) + 1 },
        end: { line: index + 1, col: wide ? line.length + 1 : line.indexOf(')', line.indexOf(call)) + 2 },
        extra: { message: `${call} is used`, severity: 'ERROR', metadata: { cwe: 'CWE-95' } },
      })),
    ),
  )
  if (shuffle) results.reverse()
  const report = { version, results, errors: [], paths: { scanned: Object.keys(tree) } }
  const { findings, runs } = readReport(
    { name: 'r', bytes: new TextEncoder().encode(JSON.stringify(report)) },
    blind ? {} : { source: (path) => tree[path]?.join('\n') ?? null },
  )
  return { findings, runs }
}

const sourcesOf = (before: Tree, after: Tree): MatchOptions['sources'] => ({
  before: (path) => before[path]?.join('\n') ?? null,
  after: (path) => after[path]?.join('\n') ?? null,
})

/** Numbers of each outcome. */
const counts = (match: RunMatch) => ({
  unchanged: match.unchanged.length,
  new: match.introduced.length,
  fixed: match.fixed.length,
  possible: match.possible.length,
})

const all = (side: ScanSide) => ({ unchanged: side.findings.length, new: 0, fixed: 0, possible: 0 })

const plain = fc.constantFrom('const a = 1', 'f(a)', '', '  // text', 'g(b, c)', 'return x')
const risky = fc.constantFrom('eval(a)', '  eval(b)', 'x = exec(a)', 'y = query(sql, a)', 'query(text)')
const lines = fc.array(fc.oneof(plain, risky), { minLength: 1, maxLength: 14 })
const tree = fc
  .tuple(lines, lines, lines)
  .map(([a, b, c]): Tree => ({ 'src/a.js': a, 'src/b.js': b, 'lib/c.js': c }))

/** A change after which every weakness is what it was. */
const harmless: Record<string, fc.Arbitrary<(tree: Tree) => Tree>> = {
  'lines above': fc.array(plain, { maxLength: 5 }).map((above) => mapFiles((file) => [...above, ...file])),
  indentation: fc
    .constantFrom('  ', '\t')
    .map((indent) => mapFiles((file) => file.map((one) => indent + one))),
  spaces: fc.constant(mapFiles((file) => file.map((one) => one.replace(/([(,])/g, '$1  ')))),
  semicolons: fc.constant(mapFiles((file) => file.map((one) => (one.trim() === '' ? one : `${one};`)))),
  'a moved folder': fc.constant((before: Tree) =>
    Object.fromEntries(Object.entries(before).map(([path, file]) => [`packages/x/${path}`, file])),
  ),
}

function mapFiles(change: (file: readonly string[]) => readonly string[]) {
  return (before: Tree): Tree =>
    Object.fromEntries(Object.entries(before).map(([path, file]) => [path, change(file)]))
}

describe('laws of matching', () => {
  for (const [name, change] of Object.entries(harmless))
    it(`nothing is new and nothing closed by ${name}`, () =>
      fc.assert(
        fc.property(tree, change, fc.boolean(), (before, apply, shuffle) => {
          const [old, now] = [scan(before), scan(apply(before), { shuffle })]
          const { new: introduced, fixed, unchanged, possible } = counts(matchRuns(old, now))
          expect([introduced, fixed]).toEqual([0, 0])
          // Files with one and the same content cannot be told apart once all are renamed.
          if (name !== 'a moved folder') expect([unchanged, possible]).toEqual([old.findings.length, 0])
        }),
        { numRuns: 60 },
      ))

  it('a tool upgrade that renames rules or reports more of the line changes nothing', () =>
    fc.assert(
      fc.property(tree, fc.boolean(), fc.boolean(), (before, wide, blind) => {
        const old = scan(before, { prefix: 'home.ci.rules.', blind })
        const now = scan(before, { version: '2.0.0', prefix: 'rules.', wide, blind, shuffle: true })
        const match = matchRuns(old, now, blind ? {} : { sources: sourcesOf(before, before) })
        expect(counts(match)).toEqual(all(old))
      }),
      { numRuns: 60 },
    ))

  it('a scan is unchanged against itself, with and without source', () =>
    fc.assert(
      fc.property(tree, fc.boolean(), (before, blind) => {
        const side = scan(before, { blind })
        const match = matchRuns(side, side)
        expect(counts(match)).toEqual(all(side))
        for (const pair of match.unchanged) expect(pair.after).toBe(pair.before)
      }),
      { numRuns: 60 },
    ))

  it('what is new one way is fixed the other way, and every finding has one outcome', () =>
    fc.assert(
      fc.property(lines, lines, fc.boolean(), fc.boolean(), (a, b, blind, withSource) => {
        const [first, second]: [Tree, Tree] = [{ 'a.js': a }, { 'a.js': b }]
        const [old, now] = [scan(first, { blind }), scan(second, { blind })]
        const forth = matchRuns(old, now, withSource ? { sources: sourcesOf(first, second) } : {})
        const back = matchRuns(now, old, withSource ? { sources: sourcesOf(second, first) } : {})
        expect(forth.introduced).toEqual(back.fixed)
        expect(forth.fixed).toEqual(back.introduced)
        const before = forth.unchanged.length + forth.fixed.length
        expect(before + forth.possible.filter(({ side }) => side === 'before').length).toBe(
          old.findings.length,
        )
      }),
      { numRuns: 200 },
    ))

  it('a removed call is closed, and it alone', () =>
    fc.assert(
      fc.property(tree, fc.nat(), (before, pick) => {
        const old = scan(before)
        const victim = old.findings[pick % Math.max(1, old.findings.length)]
        fc.pre(victim?.location != null)
        const { path, startLine } = victim.location ?? { path: '', startLine: 0 }
        const now = mapFile(before, path, (file) =>
          file.map((one, at) => (at + 1 === startLine ? 'safe()' : one)),
        )
        const match = matchRuns(old, scan(now), { sources: sourcesOf(before, now) })
        expect(match.introduced).toEqual([])
        expect(match.fixed.map(({ id }) => id)).toEqual([victim.id])
      }),
      {
        numRuns: 150,
        // The first of four equal calls in a row: the others look like it, and only the diff tells which went.
        examples: [
          [{ 'src/a.js': ['eval(a)', ...Array<string>(4).fill('query(text)')], 'src/b.js': [''] }, 1],
        ],
      },
    ))

  it('without source and targets, closes nothing in a renamed file while its rule is found in a file that came', () =>
    fc.assert(
      fc.property(
        tree,
        fc.array(fc.tuple(fc.nat(12), fc.boolean(), plain), { maxLength: 6 }),
        fc.boolean(),
        fc.boolean(),
        (before, edits, swap, laterBlind) => {
          // Lines come and go, whole files get new names, each possibly one that fits another better.
          const names = Object.keys(before)
          const targets = swap ? ['new/c.js', 'new/a.js', 'new/b.js'] : ['x.js', 'y.js', 'z.js']
          const now: Tree = Object.fromEntries(
            names.map((path, at) => [
              targets[at] ?? '',
              edits.reduce<readonly string[]>(
                (file, [line, isCut, text]) => file.toSpliced((line * (at + 1)) % 13, isCut ? 1 : 0, text),
                before[path] ?? [],
              ),
            ]),
          )
          const bare = ({ findings, runs }: ScanSide): ScanSide => ({
            findings,
            runs: runs.map((run) => ({ ...run, targets: [] })),
          })
          const [old, later] = [bare(scan(before, { blind: true })), bare(scan(now, { blind: laterBlind }))]
          const match = matchRuns(old, later)
          const rulesOf = (side: ScanSide) => new Set(side.findings.map(({ rule }) => rule.id))
          for (const { rule } of match.fixed) expect(rulesOf(later)).not.toContain(rule.id)
          for (const { rule } of match.introduced) expect(rulesOf(old)).not.toContain(rule.id)
          // And it does close what is gone everywhere.
          for (const { rule } of old.findings)
            if (!rulesOf(later).has(rule.id))
              expect(match.fixed.some((one) => one.rule.id === rule.id)).toBe(true)
        },
      ),
      { numRuns: 400 },
    ))

  it('an incomplete scan closes nothing', () =>
    fc.assert(
      fc.property(
        tree,
        lines,
        fc.constantFrom<ScanRun['status']>('partial', 'failed', 'not-run'),
        (before, other, status) => {
          const now = scan({ ...before, 'src/a.js': other })
          const runs = now.runs.map((run) => ({ ...run, status }))
          expect(matchRuns(scan(before), { ...now, runs }).fixed).toEqual([])
        },
      ),
      { numRuns: 60 },
    ))
})

function mapFile(before: Tree, path: string, change: (file: readonly string[]) => readonly string[]): Tree {
  return { ...before, [path]: change(before[path] ?? []) }
}

describe('matching', () => {
  const one = { 'a.js': ['function f(a) {', '  return eval(a)', '}', 'done()'] }

  it('follows a file that was renamed and edited, and says so', () => {
    const lines = ['one(1)', 'eval(a)', 'two(2)', 'three(3)', 'query(sql)', 'four(4)', 'exec(b)']
    const match = matchRuns(
      scan({ 'old/name.js': lines, 'keep.js': ['eval(x)'] }),
      scan({ 'new/name.js': ['// moved', ...lines, 'five(5)'], 'keep.js': ['eval(x)'] }),
    )
    expect(counts(match)).toEqual({ unchanged: 4, new: 0, fixed: 0, possible: 0 })
    expect([...match.renamedFiles]).toEqual([['old/name.js', 'new/name.js']])
  })

  it('follows a rename that it is told of, and a rule that it is told of', () => {
    const match = matchRuns(
      scan({ 'a.js': ['eval(a)'] }),
      scan({ 'b.js': ['x()', 'eval(c)', 'y()'] }, { prefix: 'p.q-' }),
      {
        renamedFiles: new Map([['a.js', 'b.js']]),
        renamedRules: new Map([['no-eval', 'p.q-no-eval']]),
      },
    )
    // Its code changed as well: certain is only that nothing is closed and nothing new.
    expect(counts(match)).toEqual({ unchanged: 0, new: 0, fixed: 0, possible: 2 })
  })

  it('follows code that moved to another file', () => {
    const moved = ['function load(a) {', '  check(a)', '  return eval(a)', '}']
    const match = matchRuns(
      scan({ 'a.js': [...moved, 'query(q)'], 'b.js': ['query(r)'] }),
      scan({ 'a.js': ['query(q)'], 'b.js': ['query(r)', 'x()', ...moved, 'y()'] }),
    )
    expect(match.unchanged.map(({ by }) => by).sort()).toEqual(['exact', 'exact', 'moved'])
  })

  it('tells equal code in two functions apart when they change places', () => {
    const [f, g] = [
      ['function f(a) {', '  first(a)', '  eval(a)', '}'],
      ['function g(a) {', '  second(a)', '  eval(a)', '}'],
    ]
    const [old, now] = [scan({ 'a.js': [...f, '', ...g] }), scan({ 'a.js': [...g, '', ...f] })]
    const match = matchRuns(old, now)
    expect(
      match.unchanged.map(({ before, after }) => [before.location?.startLine, after.location?.startLine]),
    ).toEqual([
      [8, 3],
      [3, 8],
    ])
  })

  it('without source does not close on a line shift, and leaves open which of several is gone', () => {
    const before = { 'a.js': ['eval(a)', 'x()', 'eval(b)', 'eval(c)'] }
    const shifted = matchRuns(
      scan(before, { blind: true }),
      scan({ 'a.js': ['//', ...before['a.js']] }, { blind: true }),
    )
    expect(counts(shifted)).toEqual({ unchanged: 3, new: 0, fixed: 0, possible: 0 })
    const less = scan({ 'a.js': ['//', 'eval(a)', 'x()', 'eval(c)'] }, { blind: true })
    expect(counts(matchRuns(scan(before, { blind: true }), less))).toEqual({
      unchanged: 2,
      new: 0,
      fixed: 0,
      possible: 1,
    })
    const none = scan({ 'a.js': ['x()'] }, { blind: true })
    expect(counts(matchRuns(scan(before, { blind: true }), none))).toEqual({
      unchanged: 0,
      new: 0,
      fixed: 3,
      possible: 0,
    })
  })

  it('without source does not take a rename for a fix', () => {
    const bare = ({ findings, runs }: ScanSide): ScanSide => ({
      findings,
      runs: runs.map((run) => ({ ...run, targets: [] })),
    })
    const [old, now] = [
      scan({ 'a.js': ['eval(a)', 'x()'] }, { blind: true }),
      scan({ 'b.js': ['// moved', 'eval(a)', 'x()'] }, { blind: true }),
    ]
    expect(counts(matchRuns(bare(old), bare(now)))).toEqual({ unchanged: 0, new: 0, fixed: 0, possible: 2 })
    const gone = scan({ 'b.js': ['query(a)'] }, { blind: true })
    expect(counts(matchRuns(bare(old), bare(gone)))).toEqual({ unchanged: 0, new: 1, fixed: 1, possible: 0 })
  })

  it('without source, a guessed new name proves nothing: another file may be the one', () => {
    const bare = ({ findings, runs }: ScanSide): ScanSide => ({
      findings,
      runs: runs.map((run) => ({ ...run, targets: [] })),
    })
    // By line, old/a.js looks like new/y.js; it is new/x.js.
    const [old, now] = [
      scan({ 'old/a.js': ['eval(a)', 'query(a)'] }, { blind: true }),
      scan({ 'new/x.js': ['', '', 'eval(a)', 'query(a)'], 'new/y.js': ['eval(c)', ''] }, { blind: true }),
    ]
    const match = matchRuns(bare(old), bare(now))
    expect([...match.renamedFiles]).toEqual([])
    expect(counts(match)).toEqual({ unchanged: 0, new: 0, fixed: 0, possible: 5 })
    // Told, it is known: what the later file does not have is closed.
    const told = matchRuns(bare(old), bare(now), { renamedFiles: new Map([['old/a.js', 'new/y.js']]) })
    expect(counts(told)).toMatchObject({ unchanged: 1, fixed: 1 })
  })

  it('with source, does not close code that changed in a file that was renamed past recognition', () => {
    const [before, after] = [{ 'a.js': ['x()', 'eval(a)'] }, { 'b.js': ['y()', 'eval(other, thing)'] }]
    const bare = ({ findings, runs }: ScanSide): ScanSide => ({
      findings,
      runs: runs.map((run) => ({ ...run, targets: [] })),
    })
    const options = { sources: sourcesOf(before, after), isDeleted: (path: string) => path === 'a.js' }
    for (const given of [{}, options])
      expect(counts(matchRuns(bare(scan(before)), bare(scan(after)), given))).toEqual({
        unchanged: 0,
        new: 0,
        fixed: 0,
        possible: 2,
      })
  })

  it('without source, a file that both scans list was not renamed', () => {
    const match = matchRuns(
      scan({ 'a.js': ['eval(a)'], 'b.js': ['x()'] }, { blind: true }),
      scan({ 'a.js': ['x()'], 'b.js': ['eval(b)'] }, { blind: true }),
    )
    expect(counts(match)).toEqual({ unchanged: 0, new: 1, fixed: 1, possible: 0 })
  })

  it('closes the findings of a deleted file only where it is known to be deleted', () => {
    const [before, after] = [scan({ ...one, 'b.js': ['query(a)'] }), scan({ 'b.js': ['query(a)'] })]
    expect(matchRuns(before, after).possible.map(({ reason }) => reason)).toEqual([
      'a.js is gone, or was not a target',
    ])
    expect(counts(matchRuns(before, after, { isDeleted: (path) => path === 'a.js' }))).toMatchObject({
      fixed: 1,
    })
  })

  it('takes nothing for new that the earlier scan did not look at', () => {
    const [before, after] = [scan({ 'a.js': ['x()'] }), scan(one)]
    expect(counts(matchRuns(before, after))).toMatchObject({ new: 1 })
    expect(counts(matchRuns({ findings: [], runs: [] }, after))).toMatchObject({ new: 0, possible: 1 })
    const failed = before.runs.map((run) => ({ ...run, status: 'partial' as const }))
    expect(matchRuns({ ...before, runs: failed }, after).possible[0]?.reason).toBe(
      'before, the scan of semgrep is partial',
    )
    expect(counts(matchRuns(before, scan({ ...one, 'new.js': ['query(q)'] })))).toMatchObject({ new: 2 })
  })

  it('closes nothing that an upgraded tool no longer reports in code that is still there', () => {
    const silent = scan({ 'a.js': ['x()'] }, { version: '2.0.0' })
    const of = (after: Tree) => matchRuns(scan(one), silent, { sources: sourcesOf(one, after) })
    expect(of(one).possible[0]?.reason).toMatch(
      /^semgrep changed from 1\.0\.0 to 2\.0\.0, and the code is still there/,
    )
    expect(counts(of({ 'a.js': ['function f(a) {', '  return safe(a)', '}', 'done()'] }))).toMatchObject({
      fixed: 1,
    })
    expect(matchRuns(scan(one), silent).possible[0]?.reason).toMatch(/the rule may have changed/)
  })

  it('does not take a suppression comment for a fix', () => {
    const after = { 'a.js': ['function f(a) {', '  return eval(a) // nosemgrep', '}', 'done()'] }
    const match = matchRuns(scan(one), scan({ 'a.js': ['x()'] }), { sources: sourcesOf(one, after) })
    expect(match.possible[0]?.reason).toBe('a comment in the code suppresses it now')
  })

  it('follows a rule that was replaced by one of the same CWE', () => {
    const sided = (rule: string): ScanSide => ({
      runs: [
        {
          id: 'r',
          tool: { name: 'bandit', version: '1' },
          packs: [],
          status: 'complete',
          targets: [],
          diagnostics: [],
        },
      ],
      findings: [
        makeFinding({
          tool: 'bandit',
          rule,
          cwe: [327],
          lines: [4, 4],
          own: { 'sast/code/v1': 'a', 'sast/around/v1': 'b' },
        }),
      ],
    })
    expect(matchRuns(sided('B303'), sided('B324')).unchanged.map(({ by }) => by)).toEqual(['rule'])
  })

  it('knows an advisory by the name that it got since, and a manifest that moved', () => {
    const dependency = (id: string, aliases: string[], path: string): Finding => ({
      ...makeFinding({ tool: 'osv-scanner', rule: id, path, own: { 'sca/v1': `${id} ${path}` } }),
      kind: 'dependency',
      package: { purl: 'pkg:npm/a@1.0.0', version: '1.0.0', fixedVersions: [], paths: [] },
      advisory: { id, aliases },
    })
    const side = (finding: Finding): ScanSide => ({
      runs: [
        {
          id: 'r',
          tool: { name: 'osv-scanner', version: null },
          packs: [],
          status: 'complete',
          targets: [],
          diagnostics: [],
        },
      ],
      findings: [finding],
    })
    const named = matchRuns(
      side(dependency('GHSA-aaaa-bbbb-cccc', [], 'package-lock.json')),
      side(dependency('GHSA-aaaa-bbbb-cccc', ['CVE-2026-1'], 'package-lock.json')),
    )
    expect(counts(named)).toMatchObject({ unchanged: 1 })
    const renamed = matchRuns(
      side(dependency('GHSA-aaaa-bbbb-cccc', ['CVE-2026-1'], 'a/yarn.lock')),
      side(dependency('CVE-2026-1', [], 'b/yarn.lock')),
    )
    expect(renamed.unchanged.map(({ by }) => by)).toEqual(['moved'])
  })

  it('keeps as many bytes of a finding as it says', () => {
    expect(BYTES_PER_FINDING).toBe(92)
  })
})
