import { existsSync } from 'node:fs'
import type { Corpus } from '../../corpus/index.ts'
import { listPolicies, loadPolicy } from '../../judge/index.ts'
import { SbrError } from '../../kernel/index.ts'
import type { JudgeIdentity, Policy } from '../../reward/index.ts'

/** A policy as somebody named it: by name, by file, or by the hash that a reward carries. */
export interface PolicyReference {
  policy: Policy
  /** Only where it was named by a hash: what else it was judged with. */
  recorded: { hash: string; identity: JudgeIdentity } | null
}

/** Beginnings of hashes that are shorter might be names. */
const HASH = /^[0-9a-f]{8,64}$/

/** @throws SbrError `NOT_FOUND` where no policy, file or recorded hash is meant, `BAD_USAGE` where several are. */
export async function openPolicyReference(
  named: string,
  corpus: Corpus,
  home: string,
): Promise<PolicyReference> {
  if (listPolicies().includes(named) || existsSync(named) || !HASH.test(named))
    return { policy: loadPolicy(named, home), recorded: null }
  const [found, ...others] = await corpus.findRecordedPolicies(named)
  if (!found)
    throw new SbrError('NOT_FOUND', `No reward was given under a hash that begins with "${named}"`, {
      next: '`sbr policy history` lists the hashes that rewards were given under.',
    })
  if (others.length > 0)
    throw new SbrError('BAD_USAGE', `"${named}" is the beginning of ${others.length + 1} hashes`, {
      next: 'Give more of it.',
    })
  return { policy: found.policy, recorded: { hash: found.hash, identity: found.identity } }
}
