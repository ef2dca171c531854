import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { digestFields, sha256 } from '../../kernel/index.ts'

/** Digest over the names and contents of files of one folder, in the order given: a pack at one content. */
export async function digestFiles(folder: string, names: readonly string[]): Promise<string> {
  const fields: string[] = []
  for (const name of names) fields.push(name, sha256(await readFile(join(folder, name))))
  return digestFields(fields)
}
