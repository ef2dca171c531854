import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type GateProfile, parseGateProfile } from '../gate/index.ts'
import { SbrError } from '../kernel/index.ts'
import { nearest, PROJECT_ROOT } from '../platform/index.ts'

const FOLDER = join(PROJECT_ROOT, 'policies/gate')

/** Loads a gate profile by name (`default`, `demo`) or by the path of a file. */
export async function loadGateProfile(nameOrPath: string): Promise<GateProfile> {
  const named = join(FOLDER, `${nameOrPath}.json`)
  const path = /^[\w-]+$/.test(nameOrPath) && existsSync(named) ? named : nameOrPath
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    const names = (await readdir(FOLDER)).map((file) => file.replace(/\.json$/, ''))
    throw new SbrError('BAD_USAGE', `There is no gate profile "${nameOrPath}"`, {
      cause,
      next: `Did you mean "${nearest(nameOrPath, names)}"? Or name a file.`,
    })
  }
  try {
    return parseGateProfile(JSON.parse(text), path)
  } catch (cause) {
    if (cause instanceof SbrError) throw cause
    throw new SbrError('BAD_CONFIG', `${path} is not JSON`, { cause, next: 'Mend the file.' })
  }
}
