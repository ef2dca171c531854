import { asArray, asText, field } from '../../json/access.ts'
import type { FindingDraft, ReadItem } from '../port.ts'
import { createSarifPlaces } from '../sarif/sarif-location.ts'
import type { SarifRefinement, SarifSource } from '../sarif/sarif-source.ts'
import { cppcheckRunMessage } from './cppcheck-messages.ts'
import { cppcheckRunItems } from './cppcheck-run-items.ts'
import { cppcheckKind, cppcheckSeverity } from './cppcheck-severity.ts'

/** Scores that cppcheck makes up from its words, for rules that have a CWE; 5.5 is also performance and portability. */
const WORDS: Readonly<Record<string, string>> = {
  '9.9': 'error',
  '8.5': 'warning',
  '5.5': 'style',
  '2': 'information',
  '2.0': 'information',
}

/** Words by level, for rules without a score: `error` is also said of warnings, `warning` of style. */
const LEVELS: Readonly<Record<string, string>> = { error: 'error', warning: 'style', note: 'information' }

/** cppcheck's SARIF: the last location is the place, the others lead to it; every region is empty. */
export const refineCppcheckSarif: SarifRefinement = (draft, source) => {
  const [claim, word] = wordOf(source)
  const places = createSarifPlaces(source.run, 'utf8')
  const steps = asArray(field(source.result, 'locations')).flatMap((location) => {
    const region = places.region(location)
    return region === null ? [] : [{ region: { ...region, endColumn: null }, message: null }]
  })
  return {
    ...draft,
    kind: cppcheckKind(word),
    rule: { ...draft.rule, name: null, pack: 'cppcheck' },
    severity: [claim],
    region: steps.at(-1)?.region ?? null,
    flow: steps.length > 1 ? steps : [],
  }
}

/** A file that does not parse is a result in its SARIF. */
export function aboutCppcheckRun(draft: FindingDraft, report: string): ReadItem[] | null {
  const about = cppcheckRunMessage(draft.rule.id)
  if (about === null) return null
  const { message, pointer, region } = draft
  return [
    ...cppcheckRunItems({ about, id: draft.rule.id, message, path: region?.path ?? null, report, pointer }),
  ]
}

function wordOf({ result, rule }: SarifSource) {
  const score = asText(field(rule, 'properties', 'security-severity'))
  if (score !== null && Object.hasOwn(WORDS, score)) {
    const word = WORDS[score] ?? null
    return [cppcheckSeverity(score, word, 'rule.properties.security-severity'), word] as const
  }
  const level = asText(field(result, 'level'))
  const word = level !== null && Object.hasOwn(LEVELS, level) ? (LEVELS[level] ?? null) : null
  return [cppcheckSeverity(level, word, 'level'), word] as const
}
