import { describe, expect, it } from 'vitest'
import { SbrError } from '../../kernel/index.ts'
import { type Check, isHealthy, runCheck, runChecks } from './check.ts'

const check = (run: Check['run'], rest: Partial<Check> = {}): Check => ({
  area: 'area',
  name: 'name',
  required: true,
  run,
  ...rest,
})

describe('a check', () => {
  it('that works says what it saw', async () => {
    const result = await runCheck(check(async () => '1.2.3'))
    expect(result).toEqual({
      area: 'area',
      name: 'name',
      status: 'ok',
      required: true,
      detail: '1.2.3',
      next: null,
    })
  })

  it.each([
    ['missing', true, 'TOOL_MISSING'],
    ['absent', false, 'NOT_FOUND'],
    ['broken', true, 'TOOL_FAILED'],
    ['broken', false, 'NETWORK'],
  ] as const)('is %s (required: %s) on %s, with the next step', async (status, required, code) => {
    const fails = async () => {
      throw new SbrError(code, 'what\nhappened', { next: 'Do this.' })
    }
    expect(await runCheck(check(fails, { required }))).toMatchObject({
      status,
      detail: 'what happened',
      next: 'Do this.',
    })
  })

  it('that hangs is broken, and is told to end', async () => {
    let told = false
    const hangs = (signal: AbortSignal) =>
      new Promise<string>(() => {
        signal.addEventListener('abort', () => {
          told = true
        })
      })
    expect(await runCheck(check(hangs, { timeoutMs: 20 }))).toMatchObject({ status: 'broken' })
    expect(told).toBe(true)
  })
})

describe('several checks', () => {
  it('keep their order, whichever ends first', async () => {
    const slow = check(() => new Promise((resolve) => setTimeout(() => resolve('slow'), 30)), {
      name: 'slow',
    })
    const results = await runChecks([slow, check(async () => 'quick', { name: 'quick' })])
    expect(results.map((result) => result.name)).toEqual(['slow', 'quick'])
  })

  it('are healthy only where everything required works', async () => {
    const fails = async () => {
      throw new Error('no')
    }
    const works = check(async () => 'yes')
    expect(isHealthy(await runChecks([works, check(fails, { required: false })]))).toBe(true)
    expect(isHealthy(await runChecks([works, check(fails)]))).toBe(false)
  })
})
