import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync, gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { type Header, pack } from 'tar-stream'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkEntryPath } from './entry-path.ts'
import { type UnpackOptions, unpackArchive } from './unpack-archive.ts'

interface Entry extends Partial<Header> {
  name: string
  content?: string | Buffer
}

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sbr-unpack-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function tgz(entries: readonly Entry[]): Promise<Buffer> {
  const archive = pack()
  for (const { content, ...header } of entries) archive.entry(header, content ?? '')
  archive.finalize()
  const pieces: Buffer[] = []
  for await (const piece of archive) pieces.push(piece as Buffer)
  return gzipSync(Buffer.concat(pieces))
}

/** A zip by hand: libraries refuse to write what a hostile one has. */
function zip(entries: readonly { name: string; content: Buffer; mode?: number; flags?: number }[]): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const { name, content, mode = 0o100644, flags = 0x800 } of entries) {
    const packed = deflateRawSync(content)
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(flags, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(crc32(content), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(content.length, 18)
    common.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, Buffer.from(name), packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE((mode << 16) >>> 0, 6)
    tail.writeUInt32LE(offset, 10)
    const made = Buffer.from([20, 3])
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), made, common, tail, Buffer.from(name)]))
    parts.push(local)
    offset += local.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(entries.length, 8)
  end.writeUInt16LE(entries.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, central, end])
}

async function unpack(archive: Buffer, options?: UnpackOptions) {
  const path = join(folder, 'archive')
  await writeFile(path, archive)
  return unpackArchive(path, join(folder, 'out'), options)
}

/** Refused, and nothing of it is left beside the archive itself. */
async function expectRefused(archive: Buffer, code: string, message: RegExp, options?: UnpackOptions) {
  await expect(unpack(archive, options)).rejects.toMatchObject({
    code,
    message: expect.stringMatching(message),
  })
  expect(await readdir(folder)).toEqual(['archive'])
}

describe('unpackArchive', () => {
  it('unpacks an npm tarball without its top folder, and nothing is executable', async () => {
    const archive = await tgz([
      { name: 'package/package.json', content: '{}' },
      { name: 'package/bin/run.js', content: 'run()', mode: 0o4755 },
    ])
    expect(await unpack(archive)).toEqual({ files: 2, bytes: 7 })
    expect((await readdir(join(folder, 'out'), { recursive: true })).sort()).toEqual([
      'bin',
      'bin/run.js',
      'package.json',
    ])
    expect((await stat(join(folder, 'out/bin/run.js'))).mode & 0o7777).toBe(0o644)
    expect((await readdir(folder)).sort()).toEqual(['archive', 'out'])
  })

  it('unpacks a wheel as it is', async () => {
    const archive = zip([
      { name: 'tool/__init__.py', content: Buffer.from('x = 1\n') },
      { name: 'tool-1.0.dist-info/METADATA', content: Buffer.from('Name: tool\n') },
    ])
    expect(await unpack(archive)).toEqual({ files: 2, bytes: 17 })
    expect(await readFile(join(folder, 'out/tool/__init__.py'), 'utf8')).toBe('x = 1\n')
  })

  it.each([
    ['../out.txt', /climbs out/],
    ['package/../../out.txt', /climbs out/],
    ['/etc/sbr-test', /is absolute/],
    ['C:/sbr-test', /begins with a drive/],
    ['package\\..\\out.txt', /backslash/],
    ['package/a\nb.js', /control characters/],
    [`package/${'n'.repeat(300)}.js`, /too long/],
  ])('refuses the name %j in a tarball and in a zip', async (name, message) => {
    await expectRefused(
      await tgz([
        { name: 'package/good.js', content: 'good' },
        { name, content: 'evil' },
      ]),
      'UNSAFE_ARCHIVE',
      message,
    )
    const zipped = zip([
      { name: 'good.py', content: Buffer.from('good') },
      { name, content: Buffer.from('evil') },
    ])
    await expect(unpack(zipped)).rejects.toMatchObject({ message: expect.any(String) })
    expect(await readdir(folder)).toEqual(['archive'])
  })

  it.each([
    ['symlink', { type: 'symlink', linkname: '/etc' }],
    ['link', { type: 'link', linkname: 'package/good.js' }],
    ['character-device', { type: 'character-device', devmajor: 1, devminor: 3 }],
    ['fifo', { type: 'fifo' }],
  ] as const)('refuses a %s, and writes nothing through it', async (_kind, header) => {
    const entries: Entry[] = [
      { name: 'package/good.js', content: 'good' },
      { ...header, name: 'package/inside' },
      { name: 'package/inside/passwd', content: 'evil' },
    ]
    await expectRefused(await tgz(entries), 'UNSAFE_ARCHIVE', /holds a/)
  })

  it('refuses a link and an encrypted file in a zip', async () => {
    const link = { name: 'link', content: Buffer.from('/etc/passwd'), mode: 0o120777 }
    await expectRefused(zip([link]), 'UNSAFE_ARCHIVE', /a link or a device/)
    await expectRefused(
      zip([{ name: 'a', content: Buffer.from('a'), flags: 0x801 }]),
      'UNSAFE_ARCHIVE',
      /encrypted/,
    )
  })

  it('refuses a file that comes twice, and a file that is a folder as well', async () => {
    const twice = [
      { name: 'package/a.js', content: '1' },
      { name: 'package/./a.js', content: '2' },
    ]
    await expectRefused(await tgz(twice), 'UNSAFE_ARCHIVE', /twice/)
    const both = [
      { name: 'package/a', content: '1' },
      { name: 'package/a/b', content: '2' },
    ]
    await expectRefused(await tgz(both), 'UNSAFE_ARCHIVE', /as a file and as a folder/)
  })

  it('refuses bombs: by ratio, by total, by file, by number', async () => {
    const zeros = (megabytes: number) => Buffer.alloc(megabytes * 1024 * 1024)
    await expectRefused(await tgz([{ name: 'p/a', content: zeros(24) }]), 'UNSAFE_ARCHIVE', /times its size/)
    await expectRefused(zip([{ name: 'a', content: zeros(24) }]), 'UNSAFE_ARCHIVE', /times its size/)
    const limits = { totalBytes: 2500, fileBytes: 2000, entries: 3 }
    await expectRefused(
      await tgz([{ name: 'p/a', content: Buffer.alloc(2001) }]),
      'UNSAFE_ARCHIVE',
      /a file of 2001/,
      { limits },
    )
    const files = (count: number, bytes: number) =>
      Array.from({ length: count }, (_, index) => ({ name: `p/${index}`, content: Buffer.alloc(bytes) }))
    await expectRefused(await tgz(files(2, 1900)), 'UNSAFE_ARCHIVE', /more than 2500 bytes/, { limits })
    await expectRefused(await tgz(files(4, 1)), 'UNSAFE_ARCHIVE', /more than 3 entries/, { limits })
  })

  it('leaves nothing of a damaged or an empty archive', async () => {
    const good = await tgz([{ name: 'package/a.js', content: 'x'.repeat(5000) }])
    await expectRefused(good.subarray(0, good.length - 30), 'BAD_INPUT', /damaged/)
    await expectRefused(Buffer.from('no archive at all'), 'BAD_INPUT', /damaged/)
    await expectRefused(await tgz([]), 'BAD_INPUT', /no file/)
    const wheel = zip([{ name: 'a.py', content: Buffer.from('x'.repeat(5000)) }])
    await expectRefused(wheel.subarray(0, wheel.length - 40), 'BAD_INPUT', /damaged/)
    const lying = zip([{ name: 'a.py', content: Buffer.from('abc') }])
    lying.writeUInt32LE(2, lying.indexOf('PK\x01\x02') + 24) // says two bytes, has three
    await expectRefused(lying, 'BAD_INPUT', /damaged/)
  })

  it('stops when it is cancelled', async () => {
    const archive = await tgz([{ name: 'p/a', content: 'a' }])
    await expectRefused(archive, 'CANCELLED', /cancelled/, { signal: AbortSignal.abort() })
  })
})

describe('checkEntryPath', () => {
  it('gives a path that stays inside, or refuses', () => {
    const part = fc.oneof(fc.constantFrom('..', '.', '', 'a', 'C:', '\\', '\0', 'é', '~'), fc.string())
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        let path: string
        try {
          path = checkEntryPath(parts.join('/'), 512)
        } catch (error) {
          expect(error).toMatchObject({ code: 'UNSAFE_ARCHIVE' })
          return
        }
        expect(path.split('/')).not.toContain('..')
        expect(path).not.toMatch(/^\/|\\|\0|^[A-Za-z]:/)
        expect(join('/root', path).startsWith('/root')).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
