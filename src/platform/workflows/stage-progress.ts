import { sql } from 'kysely'
import type { Progress } from '../../kernel/index.ts'
import type { Database } from '../database/index.ts'
import { redactSecrets } from '../redaction.ts'
import type { StageStatus } from './stage.ts'
import { LOCK_CLASS } from './stage-lock.ts'

/** Milliseconds between two writes of one stage's progress. */
const WRITE_EVERY_MS = 500

export interface StageRecorder {
  progress: Progress
  end(status: 'done' | 'failed' | 'cancelled', error: string | null): Promise<void>
}

/** Shows progress to the caller and stores it, at most twice a second, for whoever watches from elsewhere. */
export async function recordStage(
  database: Database,
  about: { workflow: string; stage: string },
  shown: Progress,
): Promise<StageRecorder> {
  const state = { step: '', done: 0, total: 0, unit: '' }
  await database.kysely
    .insertInto('stage_progress')
    .values({ ...about, ...state, status: 'running', error: null })
    .onConflict((conflict) =>
      conflict.column('workflow').doUpdateSet({ status: 'running', error: null, updated_at: sql`now()` }),
    )
    .execute()
  let timer: NodeJS.Timeout | null = null
  const write = (extra: { status?: 'done' | 'failed' | 'cancelled'; error?: string | null } = {}) =>
    database.kysely
      .updateTable('stage_progress')
      .set({ ...state, ...extra, updated_at: sql`now()` })
      .where('workflow', '=', about.workflow)
      .execute()
  const writeSoon = () => {
    // Progress is for people: what cannot be stored now comes with the next write.
    timer ??= setTimeout(() => {
      timer = null
      write().catch(() => {})
    }, WRITE_EVERY_MS).unref()
  }
  return {
    progress: {
      step(text) {
        state.step = redactSecrets(text).text
        shown.step(text)
        writeSoon()
      },
      advance(done, total, unit) {
        Object.assign(state, { done: Math.round(done), total: Math.round(total), unit })
        shown.advance(done, total, unit)
        writeSoon()
      },
    },
    async end(status, error) {
      if (timer !== null) clearTimeout(timer)
      await write({ status, error: error === null ? null : redactSecrets(error).text })
    },
  }
}

/** Every stage that ever ran here, newest first. `running` without a living holder of its lock is `interrupted`. */
export async function listStages(database: Database): Promise<StageStatus[]> {
  const rows = await database.kysely
    .selectFrom('stage_progress')
    .selectAll()
    .select(
      sql<boolean>`EXISTS (SELECT 1 FROM pg_locks l WHERE l.locktype = 'advisory' AND l.classid = ${LOCK_CLASS}::oid
        AND l.objid = (hashtext(workflow)::bigint & 4294967295)::oid
        AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))`.as('held'),
    )
    .orderBy('updated_at', 'desc')
    .execute()
  return rows.map((row) => ({
    workflow: row.workflow,
    stage: row.stage,
    status: row.status === 'running' && !row.held ? 'interrupted' : row.status,
    step: row.step,
    done: Number(row.done),
    total: Number(row.total),
    unit: row.unit,
    error: row.error,
    startedAt: row.started_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  }))
}
