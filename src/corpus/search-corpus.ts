import { type RawBuilder, sql } from 'kysely'
import type { Embedder } from '../llm/index.ts'
import { cleanText } from './clean-text.ts'
import { requireDimensions, vectorText } from './embed-missing.ts'
import type { Store } from './store.ts'

export interface SearchFilters {
  language?: string
  /** Of a finding in that code. */
  cwe?: number
  severity?: string
  repository?: string
}

export interface SearchResult {
  context: string
  /** Cosine similarity, −1 to 1. */
  score: number
  language: string | null
  symbol: string | null
  code: string
  /** Where it was found and what was found in it; at most five. */
  findings: {
    repository: string
    snapshot: string
    path: string | null
    line: number
    rule: string
    cwe: number | null
    severity: string
  }[]
}

/**
 * Rows up to which a search compares every vector. An approximate search behind a selective filter comes back
 * short (measured: recall .03 at a filter of 0.8 %); this many comparisons take some 20 ms.
 */
const EXACT_UP_TO = 20_000

/** Code nearest to a text, by the embedder's cosine. */
export async function searchCorpus(
  store: Store,
  text: string,
  embedder: Embedder,
  options: { limit: number; filters?: SearchFilters; exactUpTo?: number },
): Promise<SearchResult[]> {
  requireDimensions(embedder)
  const [vector] = await embedder.embed([cleanText(text)])
  if (vector === undefined) return []
  const query = sql`${vectorText(vector)}::halfvec(384)`
  const matching = matchingContexts(store.organisation, embedder.modelId, options.filters ?? {})
  return store.database.kysely.transaction().execute(async (transaction) => {
    const bound = options.exactUpTo ?? EXACT_UP_TO
    const { rows: counted } = await sql<{ n: number }>`
      SELECT count(*)::int AS n FROM (${matching} LIMIT ${bound + 1}) AS counted`.execute(transaction)
    const exact = (counted[0]?.n ?? 0) <= bound
    if (!exact)
      await sql`SELECT set_config('hnsw.iterative_scan', 'relaxed_order', true), set_config('hnsw.ef_search', '100', true),
        set_config('hnsw.max_scan_tuples', '100000', true)`.execute(transaction)
    const nearest = exact
      ? sql`WITH candidate AS MATERIALIZED (${matching})
            SELECT context, embedding <=> ${query} AS distance FROM candidate ORDER BY distance LIMIT ${options.limit}`
      : sql`${matching} ORDER BY e.embedding <=> ${query} LIMIT ${options.limit}`
    const withDistance = exact
      ? nearest
      : sql`SELECT context, embedding <=> ${query} AS distance FROM (${nearest}) AS near`
    const { rows } = await sql<
      Omit<SearchResult, 'findings'> & { findings: SearchResult['findings'] | null }
    >`
      SELECT n.context, 1 - n.distance AS score, c.language, c.symbol, c.code,
        (SELECT jsonb_agg(found) FROM (
           SELECT jsonb_build_object('repository', f.repository, 'snapshot', f.snapshot, 'path', f.path,
             'line', COALESCE(f.start_line, 1), 'rule', f.rule, 'cwe', f.cwe, 'severity', f.severity) AS found
           FROM finding_context fc JOIN finding f USING (organisation, repository, snapshot, finding)
           WHERE fc.organisation = c.organisation AND fc.context = c.context
           ORDER BY f.repository, f.snapshot, f.finding LIMIT 5) AS listed) AS findings
      FROM (${withDistance}) AS n
      JOIN code_context c ON c.organisation = ${store.organisation} AND c.context = n.context
      WHERE c.code IS NOT NULL
      ORDER BY n.distance, n.context`.execute(transaction)
    return rows.map((row) => ({ ...row, findings: row.findings ?? [] }))
  })
}

/** Contexts with an embedding of the model that pass the filters. */
function matchingContexts(organisation: string, model: string, filters: SearchFilters): RawBuilder<unknown> {
  const language =
    filters.language === undefined
      ? sql``
      : sql`AND EXISTS (SELECT 1 FROM code_context c WHERE c.organisation = e.organisation
                        AND c.context = e.context AND c.language = ${filters.language})`
  const found: RawBuilder<unknown>[] = []
  if (filters.cwe !== undefined) found.push(sql`f.cwe = ${filters.cwe}`)
  if (filters.severity !== undefined) found.push(sql`f.severity = ${filters.severity}`)
  if (filters.repository !== undefined) found.push(sql`f.repository = ${filters.repository}`)
  const finding =
    found.length === 0
      ? sql``
      : sql`AND EXISTS (SELECT 1 FROM finding_context fc JOIN finding f USING (organisation, repository, snapshot, finding)
                        WHERE fc.organisation = e.organisation AND fc.context = e.context AND ${sql.join(found, sql` AND `)})`
  return sql`SELECT e.context, e.embedding FROM embedding e
    WHERE e.organisation = ${organisation} AND e.model = ${model} ${language} ${finding}`
}
