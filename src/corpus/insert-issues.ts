import type { Issue } from '../kernel/index.ts'
import { cleanJson, cleanText } from './clean-text.ts'
import { insertChunks, type Write } from './store.ts'

/** A content state of a repository. */
export interface SnapshotKey {
  organisation: string
  repository: string
  snapshot: string
}

/** Stores issues of one scan; how many were new. */
export async function insertIssues(
  transaction: Write,
  key: SnapshotKey,
  scan: string,
  issues: readonly Issue[],
): Promise<number> {
  const added = await insertChunks(issues, (chunk) =>
    transaction
      .insertInto('issue')
      .values(
        chunk.map((issue) => ({
          ...key,
          scan,
          issue: issue.id,
          cwe: issue.cwe,
          severity: issue.severity,
          path: issue.path === null ? null : cleanText(issue.path),
          start_line: issue.startLine,
          title: cleanText(issue.title),
          engines: issue.engines,
          lineages: issue.lineages,
          document: cleanJson(issue),
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
  const links = issues.flatMap((issue) =>
    issue.findings.map((finding) => ({ ...key, scan, issue: issue.id, finding })),
  )
  await insertChunks(links, (chunk) =>
    transaction
      .insertInto('issue_finding')
      .values(chunk)
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
  return added
}
