import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Random, RewardDocument, Sample } from '../../src/kernel/index.ts'

/** Share of answers that the client throws away as if the line had broken, to ask for them again. */
const LOST_ON_THE_WAY = 0.1
/** Attempts at one group before it counts as lost. */
const ATTEMPTS = 60
/** Questions about a group whose samples have no reward, before the trainer goes on without it. */
const QUESTIONS = 5

/** What one group met with. */
export interface GroupOutcome {
  documents: RewardDocument[] | null
  seconds: number
  refused: number
  /** Samples that had no reward in the first answer: an engine had been killed on them. */
  invalidAtFirst: number
  /** Repeated requests whose answer differed from the first. */
  changed: number
}

/** Asks for the rewards of a group as a trainer does: again where refused, again where the answer was lost. */
export async function askForGroup(
  samples: readonly Sample[],
  { url, key, random }: { url: string; key: string; random: Random },
): Promise<GroupOutcome> {
  const outcome: GroupOutcome = { documents: null, seconds: 0, refused: 0, invalidAtFirst: 0, changed: 0 }
  const started = performance.now()
  let idempotencyKey: string = randomUUID()
  let lost: string | null = null
  let questions = 0
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const response = await post(url, key, idempotencyKey, samples)
    if (response === null || response.status !== 200) {
      outcome.refused += 1
      await sleep(Math.min(5, response?.retryAfter ?? 1) * 1000 * (0.5 + random.next()))
      continue
    }
    if (lost !== null && lost !== response.text) outcome.changed += 1
    if (lost === null && random.next() < LOST_ON_THE_WAY) {
      lost = response.text
      continue
    }
    lost = null
    const { results } = JSON.parse(response.text) as { results: RewardDocument[] }
    const invalid = results.filter(({ valid }) => !valid).length
    if (outcome.documents === null) outcome.invalidAtFirst = invalid
    outcome.documents = results
    outcome.seconds = (performance.now() - started) / 1000
    questions += 1
    if (invalid === 0 || questions === QUESTIONS) break
    // A new question: the old one has its answer.
    idempotencyKey = randomUUID()
  }
  return outcome
}

async function post(
  url: string,
  key: string,
  idempotencyKey: string,
  samples: readonly Sample[],
): Promise<{ status: number; text: string; retryAfter: number | null } | null> {
  try {
    const response = await fetch(`${url}/v1/reward`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${key}`,
        'content-type': 'application/json',
        'idempotency-key': idempotencyKey,
      },
      body: JSON.stringify({ samples, deadlineMs: 240_000 }),
      signal: AbortSignal.timeout(280_000),
    })
    const after = response.headers.get('retry-after')
    return {
      status: response.status,
      text: await response.text(),
      retryAfter: after === null ? null : Number(after),
    }
  } catch {
    return null
  }
}
