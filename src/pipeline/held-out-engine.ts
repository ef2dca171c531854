import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { HeldOutEngine, HeldOutSample } from '../evaluation/index.ts'
import { verdictOf } from '../findings/index.ts'
import type { Config } from '../platform/index.ts'
import { collectTargets, createEnginePool } from '../scanners/index.ts'

/** Packs that no reward has seen, for the languages of our tasks. */
const ENGINES = ['njsscan-pack', 'codeshield-pack', 'sonarjs']

const SUFFIX: Record<string, string> = { python: 'py', javascript: 'js', typescript: 'ts' }

/** The held-out packs as one judge: flagged where any of them sees a weakness, no answer where none scanned the code. */
export async function openHeldOutEngine(config: Config): Promise<HeldOutEngine & { close(): Promise<void> }> {
  const pool = createEnginePool({ purpose: 'held-out', home: config.home, engines: ENGINES })
  const infos = (await pool.infos()).filter((info) => info.available)
  return {
    name: infos.map((info) => info.name).join(' + ') || 'no held-out engine',
    version:
      infos
        .map(
          (info) => `${info.version ?? '?'}/${info.packs.map((pack) => pack.sha256.slice(0, 8)).join('+')}`,
        )
        .join(' ') || null,
    close: () => pool.close(),
    async scan(samples) {
      const root = await mkdtemp(join(tmpdir(), 'sbr-held-out-'))
      try {
        const names = await writeSamples(root, samples)
        const { targets } = await collectTargets(root)
        const outputs = await pool.scan({ root, targets, timeoutMs: config.scanTimeoutSeconds * 1000 })
        return new Map(
          samples.map((sample): [string, boolean | null] => {
            const path = names.get(sample.id) ?? ''
            const verdicts = outputs.map(({ run, findings }) => verdictOf(run, findings, path, 'low'))
            if (verdicts.includes('vulnerable')) return [sample.id, true]
            return [sample.id, verdicts.includes('clean') ? false : null]
          }),
        )
      } finally {
        await rm(root, { recursive: true, force: true })
      }
    },
  }
}

async function writeSamples(root: string, samples: readonly HeldOutSample[]): Promise<Map<string, string>> {
  const names = new Map<string, string>()
  for (const [index, sample] of samples.entries()) {
    const suffix = SUFFIX[sample.language]
    if (suffix === undefined) continue
    const name = `sample_${index}.${suffix}`
    names.set(sample.id, name)
    await writeFile(join(root, name), sample.code)
  }
  return names
}
