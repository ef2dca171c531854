import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { digestFields, sha256 } from '../kernel/index.ts'
import { PROJECT_ROOT } from '../platform/index.ts'

/** Folders of `src/` whose code a reward goes through. */
export const DECIDING = ['findings', 'judge', 'kernel', 'platform', 'reward', 'scanners', 'stats', 'tasks']

/** The packages that this code stands on, parsers among them, are named in it with their versions. */
const PACKAGES = 'package-lock.json'

const computed = new Map<string, Promise<string>>()

/**
 * Digest of the code that decides a reward, without its tests: the same on every machine with the same checkout. It is
 * no version, since nobody remembers to raise one.
 */
export function digestOfCode(root: string = PROJECT_ROOT): Promise<string> {
  const known = computed.get(root) ?? compute(root)
  computed.set(root, known)
  return known
}

async function compute(root: string): Promise<string> {
  const listed = await Promise.all(
    DECIDING.map(async (folder) => {
      const below = await readdir(join(root, 'src', folder), { recursive: true })
      return below.filter(isDeciding).map((file) => join('src', folder, file))
    }),
  )
  const files = [PACKAGES, ...listed.flat()].sort()
  const digests = await Promise.all(files.map(async (file) => sha256(await readFile(join(root, file)))))
  return digestFields(files.flatMap((file, at) => [file, digests[at] ?? '']))
}

const isDeciding = (file: string): boolean =>
  /\.(?:ts|py|mjs)$/.test(file) &&
  !/\.test\.ts$|(?:^|\/)(?:testing[^/]*|(?:testing|testdata)\/.*)$/.test(file)
