import { mkdir, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runProcess } from '../../platform/index.ts'
import { OPENGREP_CACHE, opengrepEnvironment, START_MS } from './command-line.ts'

const REMEMBERED = join(OPENGREP_CACHE, 'opengrep', 'version.json')

/**
 * The launcher's version. It unpacks itself to say it, which takes two seconds of CPU, so it is asked once for as long
 * as its file stays the same by place, size and time.
 */
export async function askVersion(launcher: string): Promise<string> {
  const { size, mtimeMs } = await stat(launcher)
  const file = [launcher, size, mtimeMs].join('\n')
  const known = await recall()
  if (known !== null && known.file === file) return known.version
  const { stdout } = await runProcess({
    command: launcher,
    args: ['--version'],
    env: opengrepEnvironment(),
    timeoutMs: START_MS,
  })
  const version = stdout.toString('utf8').trim()
  if (/^\d+(\.\d+)+$/.test(version)) await remember({ file, version })
  return version
}

interface Remembered {
  file: string
  version: string
}

/** What `remember` wrote; anything else is forgotten. */
async function recall(): Promise<Remembered | null> {
  try {
    return JSON.parse(await readFile(REMEMBERED, 'utf8')) as Remembered
  } catch {
    return null
  }
}

/** Where it cannot be written it is asked again the next time. */
async function remember(remembered: Remembered): Promise<void> {
  const draft = `${REMEMBERED}.${process.pid}`
  try {
    await mkdir(join(OPENGREP_CACHE, 'opengrep'), { recursive: true, mode: 0o700 })
    await writeFile(draft, JSON.stringify(remembered))
    await rename(draft, REMEMBERED)
  } catch {
    // A folder that cannot be written is no reason not to scan.
  }
}
