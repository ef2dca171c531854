import { asInteger, asText, field } from '../../json/access.ts'
import { badResult, notThisFormat } from '../document-faults.ts'
import type { Reader, ReadItem } from '../port.ts'
import { leakDraft, leakRegion } from './leak.ts'

/**
 * Gitleaks' JSON: a list, `[]` where nothing leaked. `Match` and `Secret` are the secret itself and are
 * never kept; commit, author, e-mail, date and message are personal data and no identity.
 */
export const gitleaksJson: Reader = {
  name: 'gitleaks-json',
  folder: 'gitleaks',
  format: 'json',
  tools: ['gitleaks'],
  facts: {
    title: 'Gitleaks, JSON',
    proof: { by: 'captured', tools: ['Gitleaks 8.30.1'] },
    severity: 'none: unknown',
    confidence: 'none',
    cwe: 'none: CWE-798 for every leak',
    location: 'UTF-8 bytes; the first line and later lines are counted differently, which is made good',
    identity:
      'keyed digest of the secret; `Fingerprint` (commit, file, rule, line) is none, the rest is personal data',
    incomplete: null,
    limits: [
      'A clean report is `[]`: its tool has to be named with `--tool gitleaks`.',
      'The report has no version, and nothing about what was scanned.',
      'With `--redact` the secret is not in the report: such leaks have only a position.',
      'In the history (`gitleaks git`) columns are not known, lines are those of the commit, and one leak is found once in every commit that adds it.',
      'In files of more than 100 kB, read in parts, columns on the first line of a part are one too low.',
      'SARIF always names version 8.0.0, which is not kept; its messages name rule and file only: the description of the rule is used.',
    ],
  },
  detect({ json }) {
    const first = field(json, 0)
    return typeof field(first, 'RuleID') === 'string' && field(first, 'Secret') !== undefined
  },
  *read(report): Generator<ReadItem> {
    const outline = report.outline('')
    const readable = outline.has('')
    yield {
      type: 'run',
      run: {
        tool: 'gitleaks',
        version: null,
        targets: [],
        ...(readable ? {} : { status: 'failed' as const }),
      },
    }
    if (!readable) yield notThisFormat(outline, report.name, '', 'There is no list of leaks')
    for (const { value: leak, pointer } of outline.elements('')) {
      const rule = asText(field(leak, 'RuleID'))
      const path = asText(field(leak, 'File'))
      if (rule === null || path === null) {
        yield badResult(report.name, pointer, 'A leak has no rule or file')
        continue
      }
      const startLine = asInteger(field(leak, 'StartLine'))
      const region = {
        path,
        startLine,
        startColumn: asInteger(field(leak, 'StartColumn')),
        endLine: asInteger(field(leak, 'EndLine')) ?? startLine,
        endColumn: asInteger(field(leak, 'EndColumn')),
        unit: 'utf8' as const,
      }
      const inCommit = (asText(field(leak, 'Commit')) ?? '') !== ''
      yield {
        type: 'finding',
        draft: leakDraft({
          rule,
          description: asText(field(leak, 'Description')),
          secret: asText(field(leak, 'Secret')),
          region: leakRegion(region, inCommit),
          pointer,
        }),
      }
    }
  },
}
