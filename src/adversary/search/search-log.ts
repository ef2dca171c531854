import { open, readFile } from 'node:fs/promises'
import { SbrError } from '../../kernel/index.ts'
import type { SearchResult } from './run-searches.ts'

/** Results of searches, appended one JSON line each, so that a run that was ended can go on. */
export interface SearchLog {
  /** What was done already, under the same plan. */
  readonly done: readonly SearchResult[]
  append(result: SearchResult): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the log of a plan, or starts it. The first line is the plan: policy, tasks, tricks, queries, mark and seed.
 *
 * @throws SbrError `BAD_INPUT` where the file is of another plan: results of two policies are no rate of either.
 */
export async function openSearchLog(path: string, plan: Record<string, unknown>): Promise<SearchLog> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ''
    throw error
  })
  const wanted = JSON.stringify({ plan })
  // A line that was cut off when the run was ended is not a result.
  const lines = text
    .slice(0, text.lastIndexOf('\n') + 1)
    .split('\n')
    .filter(Boolean)
  if (lines.length > 0 && lines[0] !== wanted)
    throw new SbrError('BAD_INPUT', `${path} was begun under another plan or policy`, {
      next: 'Name another file, or run what it was begun with.',
    })
  const file = await open(path, lines.length > 0 ? 'r+' : 'w', 0o600)
  const kept = lines.length > 0 ? `${lines.join('\n')}\n` : `${wanted}\n`
  await file.truncate(0)
  let at = (await file.write(kept, 0)).bytesWritten
  return {
    done: lines.slice(1).map((line) => JSON.parse(line) as SearchResult),
    async append(result) {
      at += (await file.write(`${JSON.stringify(result)}\n`, at)).bytesWritten
      await file.sync()
    },
    close: () => file.close(),
  }
}
