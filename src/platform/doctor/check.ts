import { SbrError, toSbrError } from '../../kernel/index.ts'

/**
 * `ok`: tried, and it works. `missing`: not there. `broken`: there, and it does not work. `absent`: optional and
 * not there, which is no fault.
 */
export type CheckStatus = 'ok' | 'missing' | 'broken' | 'absent'

/** One line of `sbr doctor`. */
export interface CheckResult {
  area: string
  name: string
  status: CheckStatus
  /** A required check that is not `ok` makes the whole examination fail. */
  required: boolean
  /** Version or figure where it works, what happened where it does not. Never a secret. */
  detail: string
  /** What to do about it; null where nothing is to do. */
  next: string | null
}

/** A check before it ran. */
export interface Check {
  area: string
  name: string
  required: boolean
  /** Milliseconds it may take. Default 60 s. */
  timeoutMs?: number
  /**
   * Tries the thing itself and returns its version or figure. Throws `TOOL_MISSING` or `NOT_FOUND` where it is
   * not there, anything else where it does not work.
   */
  run(signal: AbortSignal): Promise<string>
}

const ABSENCE = new Set(['TOOL_MISSING', 'NOT_FOUND'])

/** Runs one check, bounded in time. Never throws: what went wrong is the result. */
export async function runCheck(check: Check): Promise<CheckResult> {
  const limit = check.timeoutMs ?? 60_000
  const controller = new AbortController()
  const { area, name, required } = check
  let timer: NodeJS.Timeout | undefined
  const timeout = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      controller.abort()
      reject(
        new SbrError('TIMEOUT', `gave no answer in ${limit / 1000} s`, {
          next: 'Try again on a quieter machine.',
        }),
      )
    }, limit)
  })
  try {
    const detail = await Promise.race([check.run(controller.signal), timeout])
    return { area, name, status: 'ok', required, detail, next: null }
  } catch (thrown) {
    const error = toSbrError(thrown, 'TOOL_FAILED')
    const gone = ABSENCE.has(error.code)
    const status = !gone ? 'broken' : required ? 'missing' : 'absent'
    return { area, name, status, required, detail: oneLine(error.message), next: error.next ?? null }
  } finally {
    clearTimeout(timer)
  }
}

/** Runs checks, a few at a time, and returns their results in the checks' own order. */
export async function runChecks(checks: readonly Check[], atATime = 3): Promise<CheckResult[]> {
  const results: CheckResult[] = []
  const waiting = [...checks.entries()]
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift())
      results[next[0]] = await runCheck(next[1])
  }
  await Promise.all(Array.from({ length: atATime }, work))
  return results
}

/** True where everything required works. */
export const isHealthy = (results: readonly CheckResult[]): boolean =>
  results.every((result) => result.status === 'ok' || !result.required)

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 300)
