import { sql } from 'kysely'
import type { DeciderKind, Finding, RulePack } from '../kernel/index.ts'
import type { Store } from './store.ts'

/** A finding that somebody decided on, and which lineages looked at its file and which reported the same issue. */
export interface DecidedFinding {
  repository: string
  snapshot: string
  finding: Finding
  vulnerable: boolean
  /** Lineages with a complete look at the file, held-out ones left out. Sorted. */
  looked: string[]
  /** Lineages whose findings are of the same issue. Sorted. */
  said: string[]
}

/**
 * Decided findings about code, each issue once: the latest decision of the wanted deciders counts, `uncertain` says
 * nothing. A lineage that did not scan the file is not among those that looked: its silence would mean nothing.
 */
export async function listDecidedFindings(
  store: Store,
  deciders: readonly DeciderKind[],
): Promise<DecidedFinding[]> {
  const rows = await sql<Row>`
    SELECT DISTINCT ON (f.repository, f.snapshot, COALESCE(i.issue, f.finding))
           f.repository, f.snapshot, f.document AS finding, d.verdict, i.lineages AS said,
           (SELECT jsonb_agg(r.packs) FROM scan_run r JOIN scan_target t
              ON t.organisation = r.organisation AND t.repository = r.repository AND t.snapshot = r.snapshot
             AND t.run = r.run
             WHERE r.organisation = f.organisation AND r.repository = f.repository AND r.snapshot = f.snapshot
               AND t.path = f.path AND t.status = 'scanned') AS packs
    FROM decision d
    JOIN finding f ON f.organisation = d.organisation AND f.repository = d.repository
     AND f.snapshot = d.snapshot AND f.finding = d.finding
    LEFT JOIN LATERAL (
      SELECT i.issue, i.lineages FROM issue_finding x JOIN issue i
        ON i.organisation = x.organisation AND i.repository = x.repository AND i.snapshot = x.snapshot
       AND i.scan = x.scan AND i.issue = x.issue
      JOIN scan s ON s.organisation = i.organisation AND s.repository = i.repository AND s.snapshot = i.snapshot
       AND s.scan = i.scan
      WHERE x.organisation = f.organisation AND x.repository = f.repository AND x.snapshot = f.snapshot
        AND x.finding = f.finding
      ORDER BY s.stored_at DESC LIMIT 1
    ) i ON true
    WHERE d.organisation = ${store.organisation} AND d.verdict <> 'uncertain'
      AND f.kind IN ('static', 'secret', 'config')
      AND d.decider_kind = ANY(${[...deciders]}::text[])
    ORDER BY f.repository, f.snapshot, COALESCE(i.issue, f.finding), d.decided_at DESC, d.decision
  `.execute(store.database.kysely)
  return rows.rows.map(({ repository, snapshot, finding, verdict, said, packs }) => {
    const looked = new Set(
      (packs ?? [])
        .flat()
        .filter(({ heldOut }) => !heldOut)
        .map(({ lineage }) => lineage),
    )
    return {
      repository,
      snapshot,
      finding,
      vulnerable: verdict === 'true-positive',
      looked: [...looked].sort(),
      said: (said ?? []).filter((lineage) => looked.has(lineage)).sort(),
    }
  })
}

interface Row {
  repository: string
  snapshot: string
  finding: Finding
  verdict: 'true-positive' | 'false-positive'
  said: string[] | null
  packs: RulePack[][] | null
}
