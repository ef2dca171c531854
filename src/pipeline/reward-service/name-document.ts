import { sampleDigest } from '../../corpus/index.ts'
import { shownPathOf } from '../../judge/index.ts'
import type { RewardDocument, Sample } from '../../kernel/index.ts'

/** Id of a sample by what decides about it: two samples with this id get the same reward. */
const decisiveId = (sample: Sample): string => `sample-${sampleDigest(sample).slice(0, 40)}`

/** The sample as it is judged and cached: under its decisive id, without what decides nothing. */
export function toDecisive(sample: Sample): Sample {
  const { prompt: _prompt, ...rest } = sample
  return { ...rest, id: decisiveId(sample) }
}

/**
 * The document of a decisive sample as that of the sample that was asked about: its id, and its id's path where
 * it has none of its own. Null where the document was stored under another id, which may stand in its findings.
 */
export function nameDocument(document: RewardDocument, sample: Sample): RewardDocument | null {
  const decisive = decisiveId(sample)
  if (document.id !== decisive) return sample.path === undefined ? null : inOrder(document, sample.id)
  if (sample.path !== undefined || document.findings.length === 0) return inOrder(document, sample.id)
  const shown = JSON.stringify(shownPathOf(undefined, sample.id)).slice(1, -1)
  // No text can hold the digest of the code that it was found in.
  return inOrder(JSON.parse(JSON.stringify(document).replaceAll(decisive, () => shown)), sample.id)
}

/** Fields in the order in which a judge gives them: the store has an order of its own. */
function inOrder(document: RewardDocument, id: string): RewardDocument {
  const { reward, ceiling, valid, label, verdicts, components, findings, reason, policy } = document
  return { id, reward, ceiling, valid, label, verdicts, components, findings, reason, policy }
}
