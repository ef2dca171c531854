import { readFile, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import type { RewardDocument, Sample } from '../../src/kernel/index.ts'
import { withRewardService } from '../../src/pipeline/index.ts'
import { createLogger, loadConfig } from '../../src/platform/index.ts'

/**
 * Judges the samples of a file in a process and a home of its own:
 * `node bench/reproducible/judge-once.ts --home H --in samples.json --out documents.jsonl [--batch N] [--reverse]`.
 * One document a line, sorted by id, exactly as the judge gave it.
 */
const { values: flags } = parseArgs({
  options: {
    home: { type: 'string', default: '' },
    in: { type: 'string', default: '' },
    out: { type: 'string', default: '' },
    batch: { type: 'string', default: '1000' },
    reverse: { type: 'boolean', default: false },
  },
})
const samples = JSON.parse(await readFile(flags.in, 'utf8')) as Sample[]
const ordered = flags.reverse ? samples.toReversed() : samples
const config = loadConfig({ flags: { home: flags.home, logLevel: 'error' } })
const session = { policy: 'default', tasks: false, cache: null, logger: createLogger('error') }
const documents = await withRewardService(session, config, async (service) => {
  const judged: RewardDocument[] = []
  const size = Number(flags.batch)
  for (let at = 0; at < ordered.length; at += size)
    judged.push(...(await service.judge(ordered.slice(at, at + size))).documents)
  return judged
})
const lines = documents.sort((a, b) => (a.id < b.id ? -1 : 1)).map((document) => JSON.stringify(document))
await writeFile(flags.out, `${lines.join('\n')}\n`)
