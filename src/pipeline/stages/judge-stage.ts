import { type CollectedPackage, collectPackages, type DemonstrationAdvisory } from '../../collect/index.ts'
import { languageOfPath } from '../../findings/index.ts'
import { type Label, type Sample, SILENT } from '../../kernel/index.ts'
import type { Stage } from '../../platform/index.ts'
import { BATCH, withJudge } from '../judge-session.ts'
import { sourcesOf } from '../scan-snapshot.ts'
import type { Workspace } from '../workspace.ts'
import { collectFolders } from './collect-stage.ts'

export interface JudgeInput {
  packages: { id: string; vulnerable: string; fixed: string }[]
  engines: string
  policy: string
}

export interface JudgeOutcome {
  policyHash: string
  rewards: { id: string; group: string; label: Label; reward: number | null }[]
}

/** Files that the fix changed, per package at most, and bytes of one: a sample is code of a size that people review. */
const MAX_FILES = 4
const MAX_BYTES = 60_000

/** Gives verdicts, label and reward to every file that a fix changed, before and after it. */
export function judgeStage(
  workspace: Workspace,
  list: readonly DemonstrationAdvisory[],
): Stage<JudgeInput, JudgeOutcome> {
  return {
    name: 'judge',
    version: 1,
    run: (input, context) =>
      context.step('judge changed files', async (signal) => {
        const wanted = new Set(input.packages.map((item) => item.id))
        const collected = await collectPackages(
          list.filter((advisory) => wanted.has(advisory.id)),
          { ...(await collectFolders(workspace)), progress: SILENT, signal },
        )
        const samples = collected.flatMap(changedFiles)
        return withJudge({ policy: input.policy, tasks: false }, workspace.config, async ({ judge }) => {
          const rewards: JudgeOutcome['rewards'] = []
          for (let at = 0; at < samples.length; at += BATCH) {
            const batch = samples.slice(at, at + BATCH)
            const documents = await judge.judge(
              batch.map((item) => item.sample),
              signal,
            )
            await workspace.corpus.storeJudgements(
              documents.flatMap((document, i) => (batch[i] ? [{ sample: batch[i].sample, document }] : [])),
            )
            documents.forEach((document, i) => {
              const { id, label, reward } = document
              rewards.push({ id, label, reward, group: batch[i]?.group ?? '' })
            })
            context.progress.advance(rewards.length, samples.length, 'samples')
          }
          return { policyHash: judge.policyHash, rewards }
        })
      }),
  }
}

function changedFiles(collected: CollectedPackage): { group: string; sample: Sample }[] {
  if (collected.status !== 'collected') return []
  const { vulnerable, fixed, advisory } = collected
  const before = sourcesOf(vulnerable.root, vulnerable.targets)
  const after = sourcesOf(fixed.root, fixed.targets)
  return fixed.targets
    .filter((target) => target.bytes <= MAX_BYTES && languageOfPath(target.path) !== null)
    .flatMap((target) => {
      const old = before(target.path)
      const now = after(target.path)
      return old && now && old.text !== now.text && now.language
        ? [{ path: target.path, old, now, language: now.language }]
        : []
    })
    .slice(0, MAX_FILES)
    .flatMap(({ path, old, now, language }) => {
      const of = (version: string) => `${advisory.package}@${version}:${path}`
      return [
        {
          group: 'vulnerable versions',
          sample: { id: of(advisory.vulnerableVersion), language, code: old.text, path },
        },
        {
          group: 'fixed versions',
          sample: { id: of(advisory.fixedVersion), language, code: now.text, before: old.text, path },
        },
      ]
    })
}
