import { asInteger, asText, field } from '../../json/access.ts'
import { badResult, elements, notThisFormat, undescribedFacts } from '../document-faults.ts'
import type { Reader, ReadItem } from '../port.ts'

/**
 * Gitleaks' JSON: a list, `[]` where nothing leaked. `Match` and `Secret` are the secret itself and are
 * never kept; commit, author, e-mail and date are personal data and no identity. It gives no severity.
 */
export const gitleaksJson: Reader = {
  name: 'gitleaks-json',
  folder: 'gitleaks',
  format: 'json',
  tools: ['gitleaks'],
  facts: undescribedFacts('Gitleaks, JSON'),
  detect({ json: value }) {
    const first = field(value, 0)
    return typeof field(first, 'RuleID') === 'string' && field(first, 'Secret') !== undefined
  },
  *read(input): Generator<ReadItem> {
    const document = input.outline()
    const list = document.value
    yield {
      type: 'run',
      run: {
        tool: 'gitleaks',
        version: null,
        targets: [],
        ...(Array.isArray(list) ? {} : { status: 'failed' as const }),
      },
    }
    if (!Array.isArray(list)) {
      yield notThisFormat(document, input.name, '', 'There is no list of leaks')
      return
    }
    for (const [leak, pointer] of elements(document, list, '')) {
      const id = asText(field(leak, 'RuleID'))
      const path = asText(field(leak, 'File'))
      if (id === null || path === null) {
        yield badResult(input.name, pointer, 'A leak has no rule or file')
        continue
      }
      const secret = asText(field(leak, 'Secret'))
      yield {
        type: 'finding',
        draft: {
          kind: 'secret',
          rule: { id, pack: 'gitleaks' },
          message: withoutSecret(asText(field(leak, 'Description')) ?? id, secret),
          severity: [],
          cwe: [798],
          region: {
            path,
            startLine: asInteger(field(leak, 'StartLine')),
            startColumn: asInteger(field(leak, 'StartColumn')),
            endLine: asInteger(field(leak, 'EndLine')),
            // Whether its end is exclusive differs between versions.
            endColumn: null,
            unit: 'unknown',
          },
          ...(secret === null ? {} : { secret }),
          pointer,
        },
      }
    }
  },
}

const withoutSecret = (text: string, secret: string | null): string =>
  secret === null || secret === '' ? text : text.replaceAll(secret, '[secret]')
