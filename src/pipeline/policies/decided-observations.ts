import type { Corpus } from '../../corpus/index.ts'
import { languageOfPath } from '../../findings/index.ts'
import type { DeciderKind } from '../../kernel/index.ts'
import { familyOf, type Observation, type Policy } from '../../reward/index.ts'

/** Decisions of the corpus as observations: every lineage that looked at the file, on every decided issue. */
export async function observeDecisions(
  corpus: Corpus,
  policy: Policy,
  deciders: readonly DeciderKind[],
): Promise<Observation[]> {
  const decided = await corpus.decidedFindings(deciders)
  return decided.flatMap(({ repository, snapshot, finding, vulnerable, looked, said }) => {
    const language = languageOfPath(finding.location?.path ?? '')
    if (language === null) return []
    return looked.map((lineage) => ({
      lineage,
      language,
      cwe: familyOf(finding, policy),
      spoke: said.includes(lineage),
      vulnerable,
      case: `${repository} ${snapshot} ${finding.id}`,
      group: repository,
      source: 'decisions',
    }))
  })
}
