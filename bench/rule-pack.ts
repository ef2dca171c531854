import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ECOSYSTEMS, sha256 } from '../src/kernel/index.ts'
import { loadConfig } from '../src/platform/index.ts'
import { fetchReleases } from './rule-pack/fetch.ts'
import { keyOf, LABELS, type Label, readLines, sampleHits } from './rule-pack/labels.ts'
import { readReleases, splitOf } from './rule-pack/packages.ts'
import { type Hit, scanReleases } from './rule-pack/scan.ts'
import { scoreSample } from './rule-pack/score.ts'
import { showHits } from './rule-pack/show.ts'

/**
 * How often our rules are right on code that is not ours: the newest releases of popular packages.
 *
 *     node bench/rule-pack.ts fetch --split tune|measure     the pinned releases → the cache, verified
 *     node bench/rule-pack.ts scan --split tune|measure      what our pack says → <cache>/rule-pack-<split>.jsonl (remove it to begin anew)
 *     node bench/rule-pack.ts show [--most 15]               the next hits that nobody has read, with their code
 *     node bench/rule-pack.ts score [--most 15]              precision of those in bench/rule-pack/labels.jsonl
 *
 * Code is fetched into `--cache` (default: the cache under SBR_HOME), never into the project.
 */
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cache: { type: 'string' },
    split: { type: 'string', default: 'measure' },
    'leave-out': { type: 'string', multiple: true, default: [] },
    ecosystem: { type: 'string', multiple: true, default: [...ECOSYSTEMS] },
    most: { type: 'string', default: '15' },
    around: { type: 'string', default: '8' },
    count: { type: 'string', default: '40' },
  },
})
const say = (line: string) => process.stdout.write(`${line}\n`)
const config = loadConfig()
const cache = flags.cache ?? join(config.home, 'cache')
const hitsFile = join(cache, `rule-pack-${flags.split}.jsonl`)

const doneFile = join(cache, `rule-pack-${flags.split}.done.jsonl`)

interface ScanLine {
  ecosystem: string
  package: string
  hits: number
  files: number
  lines: number
  unfinished: number
}
const nameOf = (one: { ecosystem: string; package: string }) => `${one.ecosystem} ${one.package}`

const commands: Record<string, () => Promise<void>> = {
  fetch: () => fetchReleases(cache, flags.split, say),
  scan: async () => {
    // In an order that the names alone decide, and on from where a run ended: what is done is a sample, too.
    const done = new Set((await readLines<ScanLine>(doneFile)).map(nameOf))
    const releases = (await readReleases())
      .filter(
        (release) => splitOf(release.package) === flags.split && flags.ecosystem.includes(release.ecosystem),
      )
      .filter((release) => !done.has(nameOf(release)) && !flags['leave-out'].includes(release.package))
      .sort((a, b) => (sha256(a.package) < sha256(b.package) ? -1 : 1))
    for await (const { release, hits, files, lines, unfinished } of scanReleases(releases, {
      cache,
      home: config.home,
    })) {
      const { ecosystem, package: name } = release
      const line: ScanLine = { ecosystem, package: name, hits: hits.length, files, lines, unfinished }
      await appendFile(hitsFile, hits.map((hit) => `${JSON.stringify(hit)}\n`).join(''))
      await appendFile(doneFile, `${JSON.stringify(line)}\n`)
      say(JSON.stringify(line))
    }
    const all = await readLines<ScanLine>(doneFile)
    const sum = (what: 'hits' | 'files' | 'lines' | 'unfinished') =>
      all.reduce((total, line) => total + line[what], 0)
    say(
      `${flags.split}: ${all.length} packages, ${sum('files')} files (${sum('unfinished')} unfinished), ${sum('lines')} lines, ${sum('hits')} hits`,
    )
  },
  show: async () => {
    const known = new Set((await readLines<Label>(LABELS)).map(keyOf))
    const sample = sampleHits(await readLines<Hit>(hitsFile), Number(flags.most))
    const unread = sample.filter((hit) => !known.has(keyOf(hit)))
    const shown = unread.slice(0, Number(flags.count))
    for await (const text of showHits(shown, await readReleases(), cache, Number(flags.around))) say(text)
    say(`${sample.length} in the sample, ${unread.length} unread`)
  },
  score: async () => {
    const labels = await readLines<Label>(LABELS)
    for (const line of scoreSample(await readLines<Hit>(hitsFile), labels, Number(flags.most))) say(line)
  },
}
const command = commands[positionals[0] ?? '']
if (!command) throw new Error(`Say which of: ${Object.keys(commands).join(', ')}`)
await command()
