import fc from 'fast-check'
import {
  CONFIDENCES,
  type Diagnostic,
  FINDING_KINDS,
  type Finding,
  type Location,
  RUN_STATUSES,
  type ScanRun,
  SEVERITIES,
  TARGET_STATUSES,
  type TargetResult,
} from '../../kernel/index.ts'
import { isAbsolutePath } from '../location/report-path.ts'
import { cleanText } from '../text/printable.ts'

/** Texts as a reader leaves them: cleaned, with whatever else Unicode has. */
const text = fc.string({ unit: 'grapheme', maxLength: 40 }).map(cleanText)
const word = text.filter((value) => value.trim() !== '')
const digest = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 })
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })

const step = fc
  .string({ unit: fc.constantFrom(...'ab.-_ %:#?+&é日😀[]{}"\''), minLength: 1, maxLength: 8 })
  .filter((name) => name !== '.' && name !== '..')
/** A path as reports' paths become: relative, POSIX, never climbing. */
const path = fc
  .array(step, { minLength: 1, maxLength: 4 })
  .map((steps) => steps.join('/'))
  .filter((value) => !isAbsolutePath(value))

const column = maybe(fc.integer({ min: 1, max: 500 }))
const location: fc.Arbitrary<Location> = fc
  .record({
    path,
    startLine: fc.integer({ min: 1, max: 1e6 }),
    more: fc.nat(50),
    startColumn: column,
    endColumn: column,
    unit: fc.constantFrom('utf16' as const, 'utf8' as const, 'codepoint' as const, 'unknown' as const),
    unitOrigin: fc.constantFrom('tool' as const, 'converted' as const, 'assumed' as const),
  })
  .map(({ more, ...rest }) => ({ ...rest, endLine: rest.startLine + more }))

const address = fc.constantFrom('https://example.org/rule', 'https://example.org/other?x=1#y')
const marks = ['review', 'unlisted', 'discouraged', 'prohibited', 'deprecated', 'category', 'view'] as const
const optional = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined })

/** Leaves out what is undefined: a field that is not there is none that is undefined. */
const compact = <T extends object>(value: T): T =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as T

const arbitraryFinding = (run: ScanRun): fc.Arbitrary<Finding> =>
  fc
    .record({
      schemaVersion: fc.constant(1 as const),
      id: digest,
      kind: fc.constantFrom(...FINDING_KINDS),
      tool: fc.record({
        name: fc.constant(run.tool.name),
        version: fc.constant(run.tool.version),
        format: fc.constantFrom('json', 'sarif'),
      }),
      // Few ids, so that findings of one rule say different things about it.
      rule: fc.record({
        id: fc.constantFrom('B608', 'a/b.c', 'règle 1', '{0}'),
        name: maybe(word),
        pack: maybe(word),
        url: maybe(address),
      }),
      title: word,
      message: text,
      severity: fc
        .record({
          level: fc.constantFrom(...SEVERITIES),
          raw: maybe(text),
          source: maybe(text),
          derivation: fc.constantFrom('tool', 'score', 'vector', 'rule', 'default'),
          score: optional(fc.integer({ min: 0, max: 100 }).map((tenths) => tenths / 10)),
          vector: optional(fc.constant('CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H')),
        })
        .map(compact),
      confidence: fc.record({ level: fc.constantFrom(...CONFIDENCES), raw: maybe(text) }),
      cwe: fc
        .record({
          ids: fc.array(fc.constantFrom(20, 79, 89, 310, 9998), { maxLength: 25 }),
          primary: maybe(fc.constantFrom(79, 89)),
          raw: fc.array(text, { maxLength: 2 }),
          standing: optional(fc.dictionary(fc.constantFrom('20', '310'), fc.constantFrom(...marks))),
        })
        .map(compact),
      location: maybe(location),
      package: maybe(
        fc.record({
          purl: fc.constantFrom('pkg:npm/lodash@4.17.15', 'pkg:pypi/jinja2@2.4'),
          version: maybe(text),
          fixedVersions: fc.array(text, { maxLength: 2 }),
          paths: fc.array(text, { maxLength: 2 }),
        }),
      ),
      advisory: maybe(fc.record({ id: word, aliases: fc.array(word, { maxLength: 2 }) })),
      flow: fc.array(fc.record({ location, message: maybe(word) }), { maxLength: 3 }),
      fingerprints: fc.record({
        tool: fc.dictionary(
          fc.constantFrom('matchBasedId/v1', '0', 'partial:primaryLocationLineHash', 'partial:hash/v2'),
          text,
        ),
        own: fc.dictionary(
          fc.constantFrom('sca/v1', 'secret/v1', 'sast/exact/v1', 'sast/code/v1', 'position/v1'),
          digest,
        ),
      }),
      suppressions: fc.array(
        fc.record({
          kind: fc.constantFrom('inSource', 'external', 'policy'),
          status: maybe(fc.constantFrom('accepted', 'rejected', 'muted')),
          justification: maybe(text),
        }),
        { maxLength: 2 },
      ),
      fix: optional(text),
      run: fc.constant(run.id),
      raw: fc.record({ sha256: maybe(digest), pointer: text }),
    })
    .map(compact)

const diagnostic: fc.Arbitrary<Diagnostic> = fc
  .record({
    level: fc.constantFrom('error' as const, 'warning' as const, 'note' as const),
    code: fc.constantFrom('parse-error', 'timeout'),
    message: word,
    path: optional(path),
    position: optional(text),
  })
  .map(compact)

const target: fc.Arbitrary<TargetResult> = fc
  .record({ path, status: fc.constantFrom(...TARGET_STATUSES), reason: optional(word) })
  .map(({ reason, ...rest }) => compact({ ...rest, reason: rest.status === 'scanned' ? undefined : reason }))

const arbitraryRun: fc.Arbitrary<ScanRun> = fc
  .record({
    id: digest,
    tool: fc.record({ name: fc.constantFrom('bandit', 'semgrep', 'my/tool'), version: maybe(word) }),
    packs: fc.array(fc.record({ name: word, lineage: word, sha256: digest, heldOut: fc.boolean() }), {
      maxLength: 2,
    }),
    status: fc.constantFrom(...RUN_STATUSES),
    targets: fc.uniqueArray(target, { maxLength: 4, selector: (one) => one.path }),
    diagnostics: fc.array(diagnostic, { maxLength: 3 }),
  })
  .map((run) => ({
    ...run,
    targets: run.targets.sort((a, b) => (a.path < b.path ? -1 : 1)),
    status: run.status === 'complete' && isBroken(run) ? ('partial' as const) : run.status,
  }))

/** A run that says so of itself is not complete. */
const isBroken = (run: Pick<ScanRun, 'targets' | 'diagnostics'>): boolean =>
  run.targets.some(({ status }) => status === 'failed') ||
  run.diagnostics.some(({ level }) => level === 'error')

/** Any report that a reader may give: runs with their findings, in the order of the runs. */
export const arbitraryReport: fc.Arbitrary<{ runs: ScanRun[]; findings: Finding[] }> = fc
  .uniqueArray(arbitraryRun, { maxLength: 3, selector: (run) => run.id })
  .chain((runs) =>
    fc
      .tuple(
        ...runs.map((run) =>
          fc.array(arbitraryFinding(run), { maxLength: run.status === 'not-run' ? 0 : 4 }),
        ),
      )
      .map((findings) => ({ runs, findings: findings.flat() })),
  )
