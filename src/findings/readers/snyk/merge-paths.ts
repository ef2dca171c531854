import { badResult } from '../document-faults.ts'
import type { FindingDraft, JsonElement, ReadItem } from '../port.ts'
import { type SnykProject, snykDraft } from './snyk-vulnerability.ts'

/**
 * Findings and dependency paths held before findings are given out. Snyk lists a hole once for each path,
 * in any order, so the paths of one package, version and hole are gathered over the whole list of a
 * project. A list above these numbers is gathered in stretches.
 */
const MAX_FINDINGS = 40_000
const MAX_PATHS = 500_000

/** One finding for each hole, package and version of a project, with all dependency paths. */
export function* mergePaths(
  entries: Iterable<JsonElement>,
  project: SnykProject,
  report: string,
): Generator<ReadItem> {
  const merged = new Map<string, FindingDraft>()
  let paths = 0
  for (const { value, pointer } of entries) {
    const draft = snykDraft(value, pointer, project)
    if (draft === null) {
      yield badResult(report, pointer, 'A vulnerability has no id or package')
      continue
    }
    const key = JSON.stringify([draft.rule.id, draft.package?.purl])
    const known = merged.get(key)
    if (known === undefined) merged.set(key, draft)
    else known.package?.paths.push(...(draft.package?.paths ?? []))
    if (++paths < MAX_PATHS && merged.size < MAX_FINDINGS) continue
    for (const item of merged.values()) yield { type: 'finding', draft: item }
    merged.clear()
    paths = 0
  }
  for (const draft of merged.values()) yield { type: 'finding', draft }
}
