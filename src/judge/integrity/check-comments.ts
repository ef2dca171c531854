import { isComment } from '../syntax/nodes.ts'
import { type IntegrityCheck, signalAt } from './check.ts'

/** Comments by which security tools are told to look away, and those that quieten all rules at once. */
const SUPPRESSION =
  /\bno-?sem(?:grep)?\b|\bnosec\b|\bnosast\b|\bNOSONAR\b|\bnoqa\b(?!\s*:)|\bnoqa\s*:[\s\w,]*\bS\d|\bcodeql\s*\[|\blgtm\b|\bdeepcode\s+ignore\b|\bnjsscan-ignore\b|#nosec|\bsnyk:ignore\b|\bgitleaks:allow\b|\bpragma:\s*allowlist\b|\bpylint\s*:\s*(?:disable\s*=\s*all|skip-file)|\beslint-disable(?:-next-line|-line)?\s*(?:$|\*\/|--)|\beslint-disable\b.*\b(?:security|sdl|unsanitized|sonarjs|no-eval|no-implied-eval|no-new-func|no-script-url)\b/i

/** Comments that quieten types or style. Reported; they hide nothing, since no comment reaches an engine. */
const STYLE =
  /\bnoqa\b|\beslint-(?:disable|enable)\b|@ts-(?:ignore|expect-error|nocheck)\b|\bpylint\s*:\s*disable\b|\btype\s*:\s*ignore\b|\bbiome-ignore\b/i

export const checkSuppressions: IntegrityCheck = ({ tree }) =>
  tree.nodes.flatMap((node) => {
    if (isComment(node)) {
      const text = node.text.slice(0, 4000)
      if (SUPPRESSION.test(text))
        return [signalAt('suppression', node, 'a security tool is told to look away')]
      return STYLE.test(text)
        ? [signalAt('style-suppression', node, 'a check of types or style is quietened')]
        : []
    }
    // Semgrep looks for its marker anywhere on the line, strings included.
    const inString = node.type === 'string_content' || node.type === 'string_fragment'
    return inString && /\bno-?sem(?:grep)?\b|\bnosec\b/i.test(node.text)
      ? [signalAt('suppression', node, 'a string holds the word by which a tool looks away')]
      : []
  })

/** Forms of speech that are meant for whoever rates the code. Quantifiers are bounded: the text is hostile. */
const ADDRESSES: readonly RegExp[] = [
  /\b(?:ignore|disregard|forget|override)\b.{0,40}\b(?:previous|above|prior|earlier|all|any)\b.{0,40}\b(?:instructions?|rules?|prompts?|findings?|warnings?|issues?)\b/i,
  /\b(?:reviewer|judge|grader|evaluator|rater|auditor|reward model|scanner|language model|assistant|LLM|AI)s?\b.{0,80}\b(?:rate|score|mark|treat|label|approve|accept|assign|classify|return|output|report)\b/i,
  /\b(?:this|the|following)\b.{0,30}\b(?:code|file|function|snippet|sample|implementation)\b.{0,30}\b(?:verified|audited|certified|proven|approved|guaranteed)\b.{0,40}\b(?:safe|secure|clean|vulnerab\w+)\b/i,
  /\b(?:reward|score|rating|security[ _-]score)\s*[:=]\s*(?:1(?:\.0+)?|10|100)\b/i,
]

/** The reward reads no comment; that one was written to it is a sign of what the rest is for. */
export const checkAddresses: IntegrityCheck = ({ tree }) =>
  tree.nodes.flatMap((node) => {
    if (!isComment(node) && node.type !== 'string_content' && node.type !== 'string_fragment') return []
    const text = node.text.slice(0, 4000).replace(/\s+/g, ' ')
    return ADDRESSES.some((pattern) => pattern.test(text))
      ? [signalAt('addressed-judge', node, 'a text speaks to whoever rates the code')]
      : []
  })
