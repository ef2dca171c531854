import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { sha256 } from '../kernel/index.ts'
import { digestFile, keepModelFile, requireDigest } from './index.ts'

const folder = () => mkdtempSync(join(tmpdir(), 'sbr-models-'))

describe('model files', () => {
  it('are kept under their digest, once', async () => {
    const home = folder()
    writeFileSync(join(home, 'a'), 'weights')
    const path = await keepModelFile(join(home, 'a'), sha256('weights'), join(home, 'kept'))
    expect(readFileSync(path, 'utf8')).toBe('weights')
    expect(await digestFile(path)).toBe(sha256('weights'))
    expect(await keepModelFile('/gone', sha256('weights'), join(home, 'kept'))).toBe(path)
  })

  it('are refused when one bit differs, and leave nothing behind', async () => {
    const home = folder()
    writeFileSync(join(home, 'a'), 'weightz')
    await expect(keepModelFile(join(home, 'a'), sha256('weights'), join(home, 'kept'))).rejects.toMatchObject(
      { code: 'INTEGRITY' },
    )
    expect(readdirSync(join(home, 'kept'))).toEqual([])
    await expect(requireDigest(join(home, 'a'), sha256('weights'))).rejects.toMatchObject({
      code: 'INTEGRITY',
    })
    await expect(requireDigest(join(home, 'b'), sha256('weights'))).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })
})
