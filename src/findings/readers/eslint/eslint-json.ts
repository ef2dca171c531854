import { asArray, asInteger, asText, field } from '../../json/access.ts'
import { badResult, notThisFormat } from '../document-faults.ts'
import type { FindingDraft, ReadContext, Reader, ReadItem } from '../port.ts'
import { eslintRuleCwes, eslintRuleKind, eslintRulePack } from './eslint-rule.ts'

/**
 * ESLint's JSON: one entry a file. A file that does not parse has one message with `fatal` and no rule;
 * suppressed messages are listed apart. ESLint knows no CWE: it is mapped from the rule.
 */
export const eslintJson: Reader = {
  name: 'eslint-json',
  format: 'json',
  folder: 'eslint',
  tools: ['eslint'],
  facts: {
    title: 'ESLint, JSON',
    proof: { by: 'captured', tools: ['ESLint 9.39'] },
    severity: '`severity`: 2 is high, 1 is medium, as in its SARIF',
    confidence: 'none',
    cwe: 'none in the report: our table of rules, of the security plugins',
    location: 'UTF-16, 1-based, end exclusive',
    identity: 'none',
    incomplete: 'a message with `fatal`: the file counts as failed; an empty list: nothing was scanned',
    limits: ['Rules without a security weakness behind them are of kind `quality`.', 'No version.'],
  },
  detect({ json }) {
    const first = field(json, 0)
    return typeof field(first, 'filePath') === 'string' && Array.isArray(field(first, 'messages'))
  },
  *read(report, context): Generator<ReadItem> {
    const outline = report.outline('')
    const readable = Array.isArray(outline.value)
    yield {
      type: 'run',
      run: {
        tool: 'eslint',
        version: null,
        targets: [],
        ...(readable ? {} : { status: 'failed' as const }),
      },
    }
    if (!readable) {
      yield notThisFormat(outline, report.name, '', 'There is no list of files')
      return
    }
    let count = 0
    for (const { value: file, pointer } of outline.elements('')) {
      count++
      const path = asText(field(file, 'filePath'))
      if (path === null) yield badResult(report.name, pointer, 'An entry has no file')
      else yield* readFile(file, path, pointer, report.name, context)
    }
    if (count === 0)
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'error',
          code: 'nothing-scanned',
          message: 'ESLint looked at no file',
          path: report.name,
        },
      }
  },
}

function* readFile(
  file: unknown,
  path: string,
  pointer: string,
  report: string,
  context: ReadContext,
): Generator<ReadItem> {
  const fatal = asArray(field(file, 'messages')).filter((message) => field(message, 'fatal') === true)
  const [first] = fatal
  if (first === undefined) yield { type: 'target', path, status: 'scanned' }
  else {
    const reason = asText(field(first, 'message')) ?? 'not parsed'
    yield { type: 'target', path, status: 'failed', reason }
    yield {
      type: 'diagnostic',
      diagnostic: {
        level: 'error',
        code: 'parse-error',
        message: `${path}: ${reason}`,
        path: report,
        position: pointer,
      },
    }
  }
  for (const key of ['messages', 'suppressedMessages'])
    for (const [index, message] of asArray(field(file, key)).entries()) {
      const draft = toDraft(message, path, `${pointer}/${key}/${index}`, context)
      if (draft !== null) yield { type: 'finding', draft }
    }
}

/** null for what is no result of a rule: parse errors, and notes about ignored files or unused directives. */
function toDraft(message: unknown, path: string, pointer: string, context: ReadContext): FindingDraft | null {
  const id = asText(field(message, 'ruleId'))
  if (id === null) return null
  const cwes = context.cweOf?.('eslint', id) ?? eslintRuleCwes(id)
  const startLine = asInteger(field(message, 'line'))
  const fix = asText(field(message, 'fix', 'text'))
  return {
    kind: eslintRuleKind(id, cwes),
    rule: {
      id,
      name: asText(field(message, 'messageId')),
      pack: eslintRulePack(id),
    },
    message: asText(field(message, 'message')) ?? '',
    severity: [{ raw: asText(field(message, 'severity')), source: 'severity', scale: 'eslint' }],
    cwe: [...cwes],
    region: {
      path,
      startLine,
      startColumn: asInteger(field(message, 'column')),
      endLine: asInteger(field(message, 'endLine')) ?? startLine,
      endColumn: asInteger(field(message, 'endColumn')),
      unit: 'utf16',
    },
    suppressions: asArray(field(message, 'suppressions')).map((suppression) => ({
      kind: asText(field(suppression, 'kind')) === 'directive' ? 'inSource' : 'external',
      status: 'accepted',
      justification: asText(field(suppression, 'justification')),
    })),
    ...(fix === null ? {} : { fix }),
    pointer,
  }
}
