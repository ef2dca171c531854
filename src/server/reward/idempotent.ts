import { digestJson, SbrError } from '../../kernel/index.ts'
import type { RewardPorts } from '../ports.ts'

/** Longest name that a client may give to a request. */
const MAX_KEY = 200

/**
 * Answers a request once: the same key with the same body gets the same bytes again, also from another process and
 * after a restart. An answer that is not `keep` (cut off by the deadline) is given and not kept.
 *
 * @throws SbrError `CONFLICT` where the key was used for another body, `BAD_INPUT` where it is none.
 */
export async function answerOnce(
  requests: RewardPorts['requests'],
  about: { caller: string; key: string | undefined; body: unknown },
  answer: () => Promise<{ text: string; keep: boolean }>,
): Promise<{ text: string; replayed: boolean }> {
  const { caller, key, body } = about
  if (key === undefined) return { text: (await answer()).text, replayed: false }
  if (!new RegExp(`^[\\x21-\\x7e]{1,${MAX_KEY}}$`).test(key))
    throw new SbrError('BAD_INPUT', `Idempotency-Key takes 1 to ${MAX_KEY} visible ASCII characters`)
  const claim = { caller, key, request: digestJson(body) }
  const known = await requests.claimRequest(claim)
  if (known !== null) return { text: known, replayed: true }
  const { text, keep } = await answer()
  if (!keep) return { text, replayed: false }
  const counts = await requests.answerRequest(claim, text)
  return { text: counts, replayed: counts !== text }
}
