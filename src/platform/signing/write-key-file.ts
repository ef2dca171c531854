import { linkSync, rmSync, writeFileSync } from 'node:fs'

/**
 * Puts a key in place, mode 0600, unless one is there already: written under a name of its own and linked, so that
 * of two processes at once both get the same.
 */
export function writeKeyFile(path: string, content: string | Buffer): void {
  const draft = `${path}.${process.pid}.${process.hrtime.bigint()}`
  writeFileSync(draft, content, { mode: 0o600, flag: 'wx' })
  try {
    linkSync(draft, path)
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'EEXIST') throw thrown
  } finally {
    rmSync(draft, { force: true })
  }
}
