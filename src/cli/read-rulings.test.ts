import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readRulings } from './read-rulings.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sbr-rulings-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const override = {
  id: 'x',
  sequence: 1,
  action: 'merge',
  keys: ['a', 'b'],
  from: [],
  undoes: null,
  acrossKinds: false,
  by: 'ada',
  at: '2026-01-01T00:00:00.000Z',
  reason: 'one',
}
const fileOf = (text: string): string => {
  const path = join(folder, 'rulings.jsonl')
  writeFileSync(path, text)
  return path
}

describe('readRulings', () => {
  it('reads what was printed, and says which line is wrong', () => {
    const good = JSON.stringify({ repository: 'r', override })
    expect(readRulings(fileOf(`${good}\n\n`))).toEqual([override])
    expect(() => readRulings(fileOf(`${good}\n{`))).toThrow('line 2 is no JSON')
    const wrong = JSON.stringify({ repository: 'r', override: { ...override, sequence: 0 } })
    expect(() => readRulings(fileOf(`${good}\n${wrong}\n`))).toThrow('line 2 is no ruling')
    expect(() => readRulings(join(folder, 'absent'))).toThrow('cannot be read')
  })
})
