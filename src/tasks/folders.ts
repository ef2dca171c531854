import { join } from 'node:path'
import { PROJECT_ROOT } from '../platform/index.ts'

/** Every suite that comes along. */
export const ALL_TASKS = join(PROJECT_ROOT, 'tasks')

/** Short tasks of one function: what a small model is trained and compared on. */
export const STARTER_TASKS = join(ALL_TASKS, 'starter')
