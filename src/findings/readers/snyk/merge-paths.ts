import { badResult } from '../document-faults.ts'
import type { FindingDraft, JsonElement, ReadItem } from '../port.ts'
import { type SnykProject, snykDraft } from './snyk-vulnerability.ts'

/**
 * Entries held before findings are given out. Snyk lists a hole once for each dependency path, in any
 * order, so the paths of one package, version and hole are gathered over the whole list of a project. A
 * list above this length is gathered in stretches: about 60 MB are held at most.
 */
const MAX_HELD = 50_000

/** One finding for each hole, package and version of a project, with all dependency paths. */
export function* mergePaths(
  entries: Iterable<JsonElement>,
  project: SnykProject,
  report: string,
): Generator<ReadItem> {
  const merged = new Map<string, FindingDraft>()
  let held = 0
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
    if (++held < MAX_HELD) continue
    for (const item of merged.values()) yield { type: 'finding', draft: item }
    merged.clear()
    held = 0
  }
  for (const draft of merged.values()) yield { type: 'finding', draft }
}
