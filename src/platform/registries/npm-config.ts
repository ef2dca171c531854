import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { SbrError } from '../../kernel/index.ts'
import { PROJECT_ROOT } from '../paths.ts'
import { minimalEnvironment, runProcess } from '../subprocess.ts'

/** What npm would use: addresses, and the credentials that go with an address. */
export interface NpmConfig {
  /** Base address of the registry, with a slash at the end. */
  registry: string
  /** Registries of scopes: `@scope` → base address. */
  scopes: ReadonlyMap<string, string>
  /** `//host/path/` → value of the Authorization header. */
  credentials: ReadonlyMap<string, string>
}

/** npm takes half a second; a minute means that it hangs. */
const NPM_TIMEOUT_MS = 60_000

/**
 * Asks npm itself how it is configured. Credentials are not told by `npm config`, so they are read
 * from the files that npm names.
 *
 * @throws SbrError `TOOL_FAILED` where npm gives no registry.
 */
export async function readNpmConfig(
  environment: Record<string, string | undefined> = process.env,
): Promise<NpmConfig> {
  // The npm beside the running Node, not whichever is first on PATH.
  const path = `${dirname(process.execPath)}:${environment.PATH ?? ''}`
  const result = await runProcess({
    command: 'npm',
    args: ['config', 'list', '--json'],
    cwd: PROJECT_ROOT,
    env: minimalEnvironment({ ...npmVariables(environment), PATH: path }),
    timeoutMs: NPM_TIMEOUT_MS,
  })
  const told = parseObject(result.stdout.toString('utf8'))
  const registry = told?.registry
  if (!told || typeof registry !== 'string' || !URL.canParse(registry))
    throw new SbrError('TOOL_FAILED', 'npm does not say which registry it uses', {
      next: 'Run `npm config get registry` and mend what it complains about.',
    })
  const scopes = new Map<string, string>()
  for (const [key, value] of Object.entries(told)) {
    const scope = /^(@[^:]+):registry$/.exec(key)?.[1]
    if (scope && typeof value === 'string') scopes.set(scope, withSlash(value))
  }
  const files = [told.globalconfig, told.userconfig, join(PROJECT_ROOT, '.npmrc')]
  return { registry: withSlash(registry), scopes, credentials: readCredentials(files, environment) }
}

/** Settings of npm in the environment, in either case. */
function npmVariables(environment: Record<string, string | undefined>): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment))
    if (value !== undefined && /^npm_config_/i.test(name)) kept[name] = value
  return kept
}

/** Later files win, as they do in npm. */
function readCredentials(
  files: readonly unknown[],
  environment: Record<string, string | undefined>,
): Map<string, string> {
  const credentials = new Map<string, string>()
  for (const file of files) {
    if (typeof file !== 'string' || !existsSync(file)) continue
    for (const line of readFileSync(file, 'utf8').split(/\r?\n/)) {
      const found = /^\s*(\/\/[^\s=]+?):(_authToken|_auth)\s*=\s*(.+?)\s*$/.exec(line)
      const [, where, kind, raw] = found ?? []
      if (!where || !raw) continue
      const secret = raw
        .replace(/^"(.*)"$/, '$1')
        .replace(/\$\{(\w+)\??\}/g, (_, name: string) => environment[name] ?? '')
      credentials.set(withSlash(where), kind === '_auth' ? `Basic ${secret}` : `Bearer ${secret}`)
    }
  }
  return credentials
}

/** The Authorization header for an address: that of the longest configured prefix; null: none. */
export function credentialFor(url: URL, credentials: ReadonlyMap<string, string>): string | null {
  const parts = url.pathname.split('/')
  for (let length = parts.length; length > 0; length--) {
    const found = credentials.get(withSlash(`//${url.host}${parts.slice(0, length).join('/')}`))
    if (found) return found
  }
  return null
}

export const withSlash = (url: string): string => (url.endsWith('/') ? url : `${url}/`)

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const parsed: unknown = JSON.parse(text)
    return parsed !== null && typeof parsed === 'object' ? (parsed as Record<string, unknown>) : null
  } catch {
    return null
  }
}
