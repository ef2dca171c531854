import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { fingerprintKey } from './fingerprint-key.ts'

const homes: string[] = []
const newHome = (): string => {
  const home = mkdtempSync(join(tmpdir(), 'sbr-key-'))
  homes.push(home)
  return home
}
afterEach(() => {
  for (const home of homes.splice(0)) rmSync(home, { recursive: true })
})

it('makes one key for a home, which nobody else can read', () => {
  const home = newHome()
  const key = fingerprintKey(home)
  expect(key.byteLength).toBe(32)
  expect(fingerprintKey(home)).toEqual(key)
  expect(fingerprintKey(newHome())).not.toEqual(key)
  expect(statSync(join(home, 'keys/fingerprint.key')).mode & 0o777).toBe(0o600)
  expect(readdirSync(join(home, 'keys'))).toEqual(['fingerprint.key'])
})

it('refuses a key that others can read, and a damaged one', () => {
  const home = newHome()
  fingerprintKey(home)
  const path = join(home, 'keys/fingerprint.key')
  chmodSync(path, 0o644)
  expect(() => fingerprintKey(home)).toThrow(/can be read by others/)
  chmodSync(path, 0o600)
  writeFileSync(path, 'abc')
  expect(() => fingerprintKey(home)).toThrow(/damaged/)
})
