import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { DECIDING, digestOfCode } from './code-digest.ts'

const folder = mkdtempSync(join(tmpdir(), 'sbr-code-digest-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

let roots = 0
function digestWith(changes: Record<string, string>): Promise<string> {
  const root = join(folder, String(++roots))
  const files = {
    'package-lock.json': '{}',
    ...Object.fromEntries(DECIDING.map((name) => [`src/${name}/index.ts`, 'export {}\n'])),
    ...changes,
  }
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return digestOfCode(root)
}

it('changes with whatever decides a reward, and with nothing else', async () => {
  const plain = await digestWith({})
  const changing: Record<string, string>[] = [
    { 'src/judge/integrity/check-stubs.ts': 'export const a = 1\n' },
    { 'src/scanners/bandit/worker.py': 'print(1)\n' },
    { 'src/reward/index.ts': 'export const b = 1\n' },
    { 'package-lock.json': '{"packages":{}}' },
  ]
  for (const other of changing) expect(await digestWith(other)).not.toBe(plain)
  const idle: Record<string, string>[] = [
    { 'src/judge/integrity/check-stubs.test.ts': 'export {}\n' },
    { 'src/findings/testdata/code.py': 'x = 1\n' },
    { 'src/scanners/testing.ts': 'export {}\n' },
    { 'src/findings/testing/seed.ts': 'export {}\n' },
    { 'src/cli/main.ts': 'export {}\n' },
  ]
  for (const same of idle) expect(await digestWith(same)).toBe(plain)
})

it('finds code in every folder of this checkout', async () => {
  expect(await digestOfCode()).toMatch(/^[0-9a-f]{64}$/)
})
