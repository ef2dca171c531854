import { accessSync, constants, statSync } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'

/**
 * Absolute path of a program on PATH; null: there is none. Entries of PATH that are not absolute are passed over:
 * they would find a program in the folder that is being scanned.
 */
export function findExecutable(
  name: string,
  environment: Readonly<Record<string, string | undefined>>,
): string | null {
  for (const folder of (environment.PATH ?? '').split(delimiter)) {
    if (!isAbsolute(folder)) continue
    const file = join(folder, name)
    try {
      accessSync(file, constants.X_OK)
      if (statSync(file).isFile()) return file
    } catch {
      // Not here: the next entry may have it.
    }
  }
  return null
}
