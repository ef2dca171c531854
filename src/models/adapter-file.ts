import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { SbrError } from '../kernel/index.ts'

/** SHA-256 of a file, read as a stream: weights are large. */
export async function digestFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

/**
 * Puts a model's file under its digest, so that a name always means one content. Whole or not at all: it is
 * copied beside its place and renamed.
 *
 * @throws SbrError `INTEGRITY` where the file is not what its digest says.
 */
export async function keepModelFile(source: string, sha256: string, folder: string): Promise<string> {
  const path = join(folder, `${sha256}.gguf`)
  if (await isFile(path)) return path
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const partial = `${path}.${process.pid}.partial`
  try {
    await copyFile(source, partial)
    await requireDigest(partial, sha256)
    await rename(partial, path)
  } finally {
    await rm(partial, { force: true })
  }
  return path
}

/** @throws SbrError `INTEGRITY` where the file's content changed since it was registered, `NOT_FOUND` where it is gone. */
export async function requireDigest(path: string, sha256: string): Promise<void> {
  if (!(await isFile(path)))
    throw new SbrError('NOT_FOUND', `The model file ${path} is gone`, {
      next: 'Run `sbr train` again, or restore the file.',
    })
  const actual = await digestFile(path)
  if (actual !== sha256)
    throw new SbrError('INTEGRITY', `The model file ${path} is not what was registered`, {
      next: 'Do not serve it: run `sbr models rollback`, then `sbr verify`.',
      facts: { expected: sha256, actual },
    })
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (status) => status.isFile(),
    () => false,
  )
