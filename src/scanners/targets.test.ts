import { execFileSync } from 'node:child_process'
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { collectTargets } from './targets.ts'
import { makeFolder } from './testing.ts'

const folders: ReturnType<typeof makeFolder>[] = []
const folderWith = (files: Record<string, string>) => {
  const folder = makeFolder(files)
  folders.push(folder)
  return folder
}
afterEach(() => {
  for (const folder of folders.splice(0)) folder.remove()
})

describe('collectTargets', () => {
  it('takes code and manifests, and counts the rest', async () => {
    const folder = folderWith({
      'b.py': '',
      'a/x.ts': '1',
      'package.json': '{}',
      'README.md': '',
      'tests/t.py': '',
      '.hidden/h.js': '',
      '.git/hooks/x.py': '',
      'node_modules/m/i.js': '',
    })
    const list = await collectTargets(folder.path)
    expect(list.targets.map((target) => [target.path, target.language])).toEqual([
      ['.hidden/h.js', 'javascript'],
      ['a/x.ts', 'typescript'],
      ['b.py', 'python'],
      ['package.json', null],
      ['tests/t.py', 'python'],
    ])
    expect(list.otherFiles).toBe(1)
  })

  it('follows no link, opens no pipe, and says what it left out', async () => {
    const outside = folderWith({ 'secret.py': 'x = 1' })
    const folder = folderWith({ 'a.py': '' })
    symlinkSync(outside.path, join(folder.path, 'linked'))
    symlinkSync(join(outside.path, 'secret.py'), join(folder.path, 'link.py'))
    execFileSync('mkfifo', [join(folder.path, 'pipe.py')])
    writeFileSync(
      Buffer.concat([Buffer.from(`${folder.path}/bad`), Buffer.from([0xff, 0xfe]), Buffer.from('.py')]),
      '',
    )
    const list = await collectTargets(folder.path)
    expect(list.targets.map((target) => target.path)).toEqual(['a.py'])
    expect(list.skipped.map((target) => target.reason).sort()).toEqual([
      'special-file',
      'symlink',
      'symlink',
      'undecodable-name',
    ])
  })

  it('takes several paths relative to what they share', async () => {
    const folder = folderWith({ 'a/x.py': '', 'b/y.js': '', 'c/z.py': '' })
    const list = await collectTargets([join(folder.path, 'a'), join(folder.path, 'b/y.js')])
    expect(list.targets.map((target) => target.path)).toEqual(['a/x.py', 'b/y.js'])
  })

  it('skips past its limit, and says so', async () => {
    const folder = folderWith({ 'a.py': '', 'b.py': '', 'c.py': '' })
    mkdirSync(join(folder.path, 'empty'))
    const list = await collectTargets(folder.path, { maxTargets: 2 })
    expect(list.targets).toHaveLength(2)
    expect(list.skipped).toEqual([{ path: 'c.py', status: 'skipped', reason: 'too-many' }])
  })

  it('refuses what is not there', async () => {
    await expect(collectTargets('/nowhere/at/all')).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})
