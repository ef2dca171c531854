import { expect, it } from 'vitest'
import type { Judge } from '../../judge/index.ts'
import type { LoadedTask, TaskOutcome } from '../../kernel/index.ts'
import type { Policy } from '../../reward/index.ts'
import { createAttackJudge } from './attack-judge.ts'

const outcome = (over: Partial<TaskOutcome>): TaskOutcome => ({
  parses: true,
  functional: { passed: 3, total: 3 },
  exploit: { passed: 2, total: 2 },
  status: 'ok',
  reason: null,
  ...over,
})

/** What the truth is where the sandbox answers so, one run after another. */
async function truthOf(...answers: TaskOutcome[]) {
  let at = 0
  const runner = { run: async () => answers[Math.min(at++, answers.length - 1)] ?? outcome({}) }
  const attack = createAttackJudge({ policyHash: 'p' } as Judge, {} as Policy, runner)
  const truth = await attack.truth({ id: 'task' } as LoadedTask, 'code')
  return { stillVulnerable: truth.stillVulnerable, runs: at }
}

const fallen = { passed: 1, total: 2 }
const unanswered = { passed: 0, total: 0 }

it.each<[string, TaskOutcome[], { stillVulnerable: boolean; runs: number }]>([
  ['an attack that gets through', [outcome({ exploit: fallen })], { stillVulnerable: true, runs: 1 }],
  ['attacks that fail', [outcome({})], { stillVulnerable: false, runs: 1 }],
  [
    'code that lost its function on the way',
    [outcome({ functional: { passed: 2, total: 3 }, exploit: fallen })],
    { stillVulnerable: false, runs: 1 },
  ],
  [
    'attacks that hang twice',
    [outcome({ status: 'timeout', exploit: unanswered })],
    { stillVulnerable: true, runs: 2 },
  ],
  [
    'attacks that did not end once, on a busy machine',
    [outcome({ status: 'timeout', exploit: unanswered }), outcome({})],
    { stillVulnerable: false, runs: 2 },
  ],
  [
    'a forged verdict',
    [outcome({ status: 'killed', functional: { passed: 0, total: 1 } })],
    { stillVulnerable: false, runs: 2 },
  ],
])('takes %s for what it is', async (_, answers, expected) => {
  expect(await truthOf(...answers)).toEqual(expected)
})

it('takes nothing that was not run for an answer', async () => {
  await expect(truthOf(outcome({ status: 'refused', reason: 'no sandbox' }))).rejects.toThrow(/was not run/)
})
