import { appendFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadConfig } from '../src/platform/index.ts'
import { fetchReleases } from './rule-pack/fetch.ts'
import { readReleases, splitOf } from './rule-pack/packages.ts'
import { scanReleases } from './rule-pack/scan.ts'

/**
 * How often our rules are right on code that is not ours: the newest releases of popular packages.
 *
 *     node bench/rule-pack.ts fetch                          the pinned releases → the cache, verified
 *     node bench/rule-pack.ts scan --split tune|measure      what our pack says → <cache>/rule-pack-<split>.jsonl
 *
 * Code is fetched into `--cache` (default: the cache under SBR_HOME), never into the project.
 */
const { values: flags, positionals } = parseArgs({
  allowPositionals: true,
  options: { cache: { type: 'string' }, split: { type: 'string', default: 'measure' } },
})
const say = (line: string) => process.stdout.write(`${line}\n`)
const config = loadConfig()
const cache = flags.cache ?? join(config.home, 'cache')
const hitsFile = join(cache, `rule-pack-${flags.split}.jsonl`)

const commands: Record<string, () => Promise<void>> = {
  fetch: () => fetchReleases(cache, say),
  scan: async () => {
    const releases = (await readReleases()).filter((release) => splitOf(release.package) === flags.split)
    await writeFile(hitsFile, '')
    let [hits, lines, files, unfinished] = [0, 0, 0, 0]
    for await (const scanned of scanReleases(releases, { cache, home: config.home })) {
      await appendFile(hitsFile, scanned.hits.map((hit) => `${JSON.stringify(hit)}\n`).join(''))
      say(
        `${scanned.release.package}: ${scanned.hits.length} hits, ${scanned.files} files, ${scanned.lines} lines, ${scanned.unfinished} unfinished`,
      )
      hits += scanned.hits.length
      lines += scanned.lines
      files += scanned.files
      unfinished += scanned.unfinished
    }
    say(
      `${flags.split}: ${releases.length} packages, ${files} files (${unfinished} unfinished), ${lines} lines, ${hits} hits`,
    )
  },
}
const command = commands[positionals[0] ?? '']
if (!command) throw new Error(`Say which of: ${Object.keys(commands).join(', ')}`)
await command()
