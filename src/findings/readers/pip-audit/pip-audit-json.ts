import { asArray, asText, asTexts, field } from '../../json/access.ts'
import { badResult, elements, notThisFormat } from '../document-faults.ts'
import { packageUrl } from '../package-url.ts'
import type { FindingDraft, JsonOutline, Reader, ReadItem } from '../port.ts'

/** `pip-audit -f json`: an object with `dependencies`, in old versions the bare list. It gives no severity. */
export const pipAuditJson: Reader = {
  name: 'pip-audit-json',
  folder: 'pip-audit',
  format: 'json',
  tools: ['pip-audit'],
  facts: {
    title: 'pip-audit, JSON',
    proof: { by: 'captured', tools: ['pip-audit 2.10.1'] },
    severity: 'none: unknown',
    confidence: 'none',
    cwe: 'none',
    location: 'none: the report does not name the requirements file',
    identity: 'none; the advisory is `id`, with `aliases`, which pip-audit lists in any order',
    incomplete:
      '`skip_reason` of a dependency (the tool exits with 0 all the same); a report without dependencies',
    limits: [
      'With `-s osv`, a package that the service does not know is listed as one without vulnerabilities.',
      '`fixes`, what `--fix` did, is not read.',
      'The bare list of versions before 2.0 is read after its documentation.',
    ],
  },
  detect({ json: value }) {
    const first = field(value, 'dependencies', 0) ?? field(value, 0)
    if (
      typeof field(first, 'name') === 'string' &&
      (Array.isArray(field(first, 'vulns')) || field(first, 'skip_reason') !== undefined)
    )
      return true
    return Array.isArray(field(value, 'dependencies')) && Array.isArray(field(value, 'fixes'))
  },
  *read(report): Generator<ReadItem> {
    // A bare list is kept without what its packages list.
    const outline = report.outline('/dependencies', '/*/vulns')
    const isObject = outline.has('/dependencies')
    const readable = isObject || Array.isArray(outline.value)
    yield {
      type: 'run',
      run: {
        tool: 'pip-audit',
        version: null,
        targets: [],
        ...(readable ? {} : { status: 'failed' as const }),
      },
    }
    if (!readable) {
      yield notThisFormat(outline, report.name, '/dependencies', 'There is no list of dependencies')
      return
    }
    let count = 0
    for (const { value, pointer } of isObject ? outline.elements('/dependencies') : bareList(outline)) {
      count++
      yield* dependencyItems(outline, value, pointer, report.name)
    }
    if (count === 0 && !outline.isCut(isObject ? '/dependencies' : ''))
      yield {
        type: 'diagnostic',
        diagnostic: {
          level: 'error',
          code: 'nothing-scanned',
          message: 'pip-audit looked at no package',
          path: report.name,
          position: isObject ? '/dependencies' : '',
        },
      }
  },
}

function* bareList(outline: JsonOutline): Generator<{ value: unknown; pointer: string }> {
  for (const [index, value] of asArray(outline.value).entries()) yield { value, pointer: `/${index}` }
}

function* dependencyItems(
  outline: JsonOutline,
  dependency: unknown,
  pointer: string,
  report: string,
): Generator<ReadItem> {
  const name = asText(field(dependency, 'name'))
  if (name === null || name === '') {
    yield badResult(report, pointer, 'A dependency has no name')
    return
  }
  const skipped = asText(field(dependency, 'skip_reason'))
  const holes = field(dependency, 'vulns')
  if (skipped !== null)
    yield {
      type: 'diagnostic',
      diagnostic: {
        level: 'warning',
        code: 'target-skipped',
        message: `${name}: ${skipped}`,
        path: report,
        position: pointer,
      },
      incomplete: true,
    }
  else if (!Array.isArray(holes))
    yield badResult(report, pointer, `Nothing says whether ${name} has vulnerabilities`)
  for (const [hole, at] of holesOf(outline, holes, `${pointer}/vulns`)) {
    const id = asText(field(hole, 'id'))
    yield id === null || id === ''
      ? badResult(report, at, 'A vulnerability has no id')
      : { type: 'finding', draft: toDraft(name, asText(field(dependency, 'version')), hole, id, at) }
  }
}

function* holesOf(outline: JsonOutline, holes: unknown, pointer: string): Generator<[unknown, string]> {
  if (outline.has(pointer)) for (const hole of outline.elements(pointer)) yield [hole.value, hole.pointer]
  else yield* elements(outline, holes, pointer)
}

function toDraft(
  name: string,
  version: string | null,
  hole: unknown,
  id: string,
  pointer: string,
): FindingDraft {
  return {
    kind: 'dependency',
    rule: { id, pack: 'pip-audit' },
    title: `${id} in ${name} ${version ?? ''}`.trim(),
    message: asText(field(hole, 'description')) ?? id,
    severity: [],
    region: null,
    package: {
      purl: packageUrl('pypi', name, version),
      version,
      fixedVersions: asTexts(field(hole, 'fix_versions') ?? []),
      paths: [],
    },
    // A set in the tool: its order changes from run to run.
    advisory: { id, aliases: asTexts(field(hole, 'aliases') ?? []).sort() },
    pointer,
  }
}
