import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { RewardDocument, Sample } from '../kernel/index.ts'
import { readGeneration } from '../loop/index.ts'
import { openParser } from '../platform/index.ts'
import { collectTargets, createEnginePool } from '../scanners/index.ts'
import { withJudge } from './judge-session.ts'
import { scanSnapshot } from './scan-snapshot.ts'
import type { Workspace } from './workspace.ts'

/** What became of one generation that went through the gateway. */
export interface ScannedGeneration {
  id: string
  snapshot: string
  samples: number
  findings: number
  documents: RewardDocument[]
}

const SUFFIX: Record<string, string> = {
  python: 'py',
  javascript: 'js',
  typescript: 'ts',
  java: 'java',
  go: 'go',
}

/**
 * Scans what the gateway captured and nobody scanned yet, like any other code: findings and contexts go into the
 * corpus, every piece of code gets a reward. A generation without code is noted as scanned with no sample.
 */
export async function closeLoop(workspace: Workspace, limit: number): Promise<ScannedGeneration[]> {
  const generations = await workspace.corpus.listUnscannedGenerations(limit)
  if (generations.length === 0) return []
  const pool = createEnginePool({ purpose: 'scan', home: workspace.config.home })
  const parser = await openParser()
  try {
    return await withJudge({ policy: 'default', tasks: false }, workspace.config, async ({ judge }) => {
      const scanned: ScannedGeneration[] = []
      for (const generation of generations) {
        const samples = readGeneration(generation)
        const snapshot = generation.id
        let findings = 0
        let documents: RewardDocument[] = []
        if (samples.length > 0) {
          const root = await writeSamples(workspace, snapshot, samples)
          try {
            const { targets } = await collectTargets(root)
            const report = await scanSnapshot(
              {
                pool,
                parser,
                corpus: workspace.corpus,
                timeoutMs: workspace.config.scanTimeoutSeconds * 1000,
                signal: workspace.signal,
              },
              {
                repository: `generated/${generation.model.slice(0, 12)}`,
                kind: 'generated',
                snapshot,
                root,
                targets,
                facts: { generation: generation.id, model: generation.model },
              },
            )
            findings = report.findings.length
            documents = await judge.judge(samples, workspace.signal)
            await workspace.corpus.storeJudgements(
              documents.flatMap((document, i) => (samples[i] ? [{ sample: samples[i], document }] : [])),
            )
          } finally {
            await rm(root, { recursive: true, force: true })
          }
        }
        await workspace.corpus.markGenerationScanned(generation.id, snapshot)
        scanned.push({ id: generation.id, snapshot, samples: samples.length, findings, documents })
      }
      return scanned
    })
  } finally {
    parser.dispose()
    await pool.close()
  }
}

async function writeSamples(
  workspace: Workspace,
  snapshot: string,
  samples: readonly Sample[],
): Promise<string> {
  const root = await workspace.folder('work', 'generated', snapshot.replace(/[^\w-]/g, '_'))
  for (const [index, sample] of samples.entries())
    await writeFile(join(root, `sample_${index}.${SUFFIX[sample.language] ?? 'txt'}`), sample.code)
  return root
}
