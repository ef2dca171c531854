import { asArray, asText, asTexts, field } from '../../json/access.ts'
import { badResult, elements, notThisFormat, plainElements, undescribedFacts } from '../document-faults.ts'
import { packageUrl } from '../package-url.ts'
import type { Reader, ReadItem } from '../port.ts'

/** `pip-audit -f json`: an object with `dependencies`, in old versions the bare list. It gives no severity. */
export const pipAuditJson: Reader = {
  name: 'pip-audit-json',
  folder: 'pip-audit',
  format: 'json',
  tools: ['pip-audit'],
  facts: undescribedFacts('pip-audit, JSON'),
  detect({ json: value }) {
    const first = field(dependenciesOf(value), 0)
    return (
      typeof field(first, 'name') === 'string' &&
      (Array.isArray(field(first, 'vulns')) || field(first, 'skip_reason') !== undefined)
    )
  },
  *read(input): Generator<ReadItem> {
    const document = input.outline()
    const list = dependenciesOf(document.value)
    const base = Array.isArray(document.value) ? '' : '/dependencies'
    yield {
      type: 'run',
      run: {
        tool: 'pip-audit',
        version: null,
        targets: [],
        ...(Array.isArray(list) ? {} : { status: 'failed' as const }),
      },
    }
    if (!Array.isArray(list)) {
      yield notThisFormat(document, input.name, base, 'There is no list of dependencies')
      return
    }
    if (list.length === 0)
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'error',
          code: 'nothing-scanned',
          message: 'pip-audit looked at no package',
          path: input.name,
        },
      }
    for (const [dependency, pointer] of plainElements(list, base)) {
      const name = asText(field(dependency, 'name'))
      if (name === null) {
        yield badResult(input.name, pointer, 'A dependency has no name')
        continue
      }
      const skipped = asText(field(dependency, 'skip_reason'))
      if (skipped !== null)
        yield {
          type: 'diagnostic',
          diagnostic: {
            level: 'warning',
            code: 'target-skipped',
            message: `${name}: ${skipped}`,
            path: input.name,
            position: pointer,
          },
          incomplete: true,
        }
      const version = asText(field(dependency, 'version'))
      for (const [hole, at] of elements(document, field(dependency, 'vulns'), `${pointer}/vulns`)) {
        const id = asText(field(hole, 'id'))
        if (id === null) {
          yield badResult(input.name, at, 'A vulnerability has no id')
          continue
        }
        yield {
          type: 'finding',
          draft: {
            kind: 'dependency',
            rule: { id, pack: 'pip-audit' },
            title: `${name} ${version ?? ''}: ${id}`,
            message: asText(field(hole, 'description')) ?? id,
            severity: [],
            region: null,
            package: {
              purl: packageUrl('pypi', name, version),
              version,
              fixedVersions: asTexts(field(hole, 'fix_versions') ?? []),
              paths: [],
            },
            advisory: { id, aliases: asTexts(field(hole, 'aliases') ?? []) },
            pointer: at,
          },
        }
      }
    }
  },
}

const dependenciesOf = (value: unknown): unknown =>
  Array.isArray(value) ? asArray(value) : field(value, 'dependencies')
