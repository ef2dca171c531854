import { redactSecrets } from '../platform/index.ts'
import { cleanText } from './clean-text.ts'
import { change, insertChunks, type Store, type Write } from './store.ts'

/** A piece of code by the digest of what was read. */
export interface CodeContext {
  digest: string
  language: string | null
  /** Qualified name of the function; null where it stands outside of one. */
  symbol: string | null
  code: string
}

/** The code around a finding. */
export interface FindingContext extends CodeContext {
  finding: string
  startLine: number
  endLine: number
}

/** Stores code by content, once for each distinct content, and where it surrounds which finding. */
export function storeContexts(
  store: Store,
  about: { repository: string; snapshot: string; contexts: readonly FindingContext[] },
): Promise<{ contexts: number; links: number }> {
  const { organisation } = store
  const { repository, snapshot } = about
  return change(store, async (transaction) => {
    const contexts = await insertContexts(transaction, organisation, about.contexts)
    const links = await insertChunks(about.contexts, (chunk) =>
      transaction
        .insertInto('finding_context')
        .values(
          chunk.map((context) => ({
            organisation,
            repository,
            snapshot,
            finding: context.finding,
            context: context.digest,
            start_line: context.startLine,
            end_line: context.endLine,
          })),
        )
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    )
    const facts = { contexts, links }
    return {
      result: facts,
      audit:
        contexts + links > 0
          ? { action: 'context.store', subject: `${repository} ${snapshot}`, facts }
          : null,
    }
  })
}

/** Inserts contexts that are not there yet. What was erased stays erased. */
export function insertContexts(
  transaction: Write,
  organisation: string,
  contexts: readonly CodeContext[],
): Promise<number> {
  const distinct = [...new Map(contexts.map((context) => [context.digest, context])).values()]
  return insertChunks(distinct, (chunk) =>
    transaction
      .insertInto('code_context')
      .values(
        chunk.map((context) => ({
          organisation,
          context: context.digest,
          language: context.language,
          symbol: context.symbol === null ? null : cleanText(context.symbol),
          code: cleanText(context.code),
          redactions: JSON.stringify(redactSecrets(context.code).found),
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute(),
  )
}
