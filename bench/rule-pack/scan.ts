import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { collectVersion } from '../../src/collect/packages/collect-version.ts'
import { type Ecosystem, sha256 } from '../../src/kernel/index.ts'
import { createEnginePool } from '../../src/scanners/index.ts'
import { openTools, pinOf } from './fetch.ts'
import { type PinnedRelease, type Split, splitOf } from './packages.ts'

/** A place where one of our rules spoke. */
export interface Hit {
  ecosystem: Ecosystem
  package: string
  version: string
  path: string
  line: number
  rule: string
  cwe: number | null
  /** Of the line's text: tells whether a stored verdict is still about this code. */
  digest: string
  split: Split
}

export interface ScannedRelease {
  release: PinnedRelease
  root: string
  files: number
  lines: number
  hits: Hit[]
  /** Files that the engine did not finish. */
  unfinished: number
}

/** Milliseconds that one file may take: more than the engine gives its rules before it passes a file over. */
const FILE_MS = 20_000
/** Larger files are tables and generated code for the most part, and take minutes. They count as unfinished. */
const MOST_BYTES = 80_000

/** Beside what collecting leaves out already (tests, docs, vendored, minified, built): code that is no part of the product. */
const BESIDE =
  /(?:^|\/)(?:integration|docs_src|examples?|\w*scripts(?:-\w+)?|devtools|sites|(?:demo|test)(?:_\w+)?|testing|conformance|bench\w*|conftest\.py|setup\.py|hatch_build\.py|testsuite|[^/]*\.(?:tst|test-d)\.ts)(?:\/|$)/

/** Runs our pack alone over each release, one after the other. */
export async function* scanReleases(
  releases: readonly PinnedRelease[],
  { cache, home }: { cache: string; home: string },
): AsyncGenerator<ScannedRelease> {
  const tools = await openTools(cache)
  const pool = createEnginePool({
    purpose: 'scan',
    subject: 'code-base',
    home,
    engines: ['opengrep'],
    concurrency: 2,
  })
  try {
    for (const release of releases) {
      const { root, targets } = await collectVersion({ ...release, pinned: pinOf(release) }, tools)
      const own = targets.filter(
        ({ path, language }) =>
          /^(?:python|javascript|typescript)$/.test(language ?? '') && !BESIDE.test(path),
      )
      const texts = new Map<string, string[]>()
      for (const { path } of own) {
        const text = await readFile(join(root, path), 'utf8')
        if (text.length <= MOST_BYTES) texts.set(path, text.split('\n'))
      }
      const code = own.filter(({ path }) => texts.has(path))
      const [output] = await pool.scan({ root, targets: code, timeoutMs: FILE_MS })
      const hits = new Map<string, Hit>()
      for (const { rule, location, cwe } of output?.findings ?? []) {
        if (!location?.startLine) continue
        const { path, startLine: line } = location
        const { ecosystem, package: name, version } = release
        const digest = sha256(texts.get(path)?.[line - 1]?.trim() ?? '').slice(0, 16)
        const about = { ecosystem, package: name, version, path, line, rule: rule.id, cwe: cwe.primary }
        hits.set(`${path}:${line}:${rule.id}`, { ...about, digest, split: splitOf(name) })
      }
      const missed = (output?.run.targets ?? []).filter(({ status }) => status !== 'scanned').length
      const unfinished = missed + own.length - code.length
      const lines = [...texts.values()].reduce((sum, text) => sum + text.length, 0)
      yield { release, root, files: own.length, lines, hits: [...hits.values()], unfinished }
    }
  } finally {
    await pool.close()
  }
}
