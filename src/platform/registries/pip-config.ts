import { SbrError } from '../../kernel/index.ts'
import { TOOLS } from '../paths.ts'
import { minimalEnvironment, runProcess } from '../subprocess.ts'
import { withSlash } from './npm-config.ts'

/** Where pip looks for packages. */
export interface PipConfig {
  /** Base address of the simple index, with a slash at the end, without credentials. */
  index: string
  /** Value of the Authorization header, from user and password in the address. */
  authorization: string | null
}

const PIP_TIMEOUT_MS = 60_000

/** What pip uses where nobody configured anything; asked from pip, so that no host stands here. */
const PRINT_DEFAULT = 'from pip._internal.models.index import PyPI; print(PyPI.simple_url)'

/**
 * Asks pip how it is configured: `PIP_INDEX_URL`, then its configuration files, then its own default.
 *
 * @throws SbrError `TOOL_MISSING` or `TOOL_FAILED` where pip gives no address.
 */
export async function readPipConfig(
  environment: Record<string, string | undefined> = process.env,
): Promise<PipConfig> {
  const given = environment.PIP_INDEX_URL || (await askFiles(environment)) || (await askDefault(environment))
  if (!URL.canParse(given))
    throw new SbrError('TOOL_FAILED', 'pip does not say which index it uses', {
      next: 'Run `pip config list` and mend what it complains about, or set PIP_INDEX_URL.',
    })
  const url = new URL(given)
  const { username, password } = url
  url.username = ''
  url.password = ''
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return {
    index: withSlash(url.href),
    authorization: username ? `Basic ${Buffer.from(pair).toString('base64')}` : null,
  }
}

async function askFiles(environment: Record<string, string | undefined>): Promise<string | null> {
  const listed = await runPip(['-m', 'pip', 'config', 'list'], environment)
  for (const key of ['install.index-url', 'global.index-url']) {
    const line = listed.split('\n').find((candidate) => candidate.startsWith(`${key}=`))
    if (line) return line.slice(key.length + 1).replace(/^['"]|['"]$/g, '')
  }
  return null
}

const askDefault = async (environment: Record<string, string | undefined>): Promise<string> =>
  (await runPip(['-c', PRINT_DEFAULT], environment)).trim()

async function runPip(
  args: readonly string[],
  environment: Record<string, string | undefined>,
): Promise<string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(environment))
    if (value !== undefined && (name.startsWith('PIP_') || name.startsWith('XDG_CONFIG'))) kept[name] = value
  const result = await runProcess({
    command: TOOLS.python,
    args,
    env: minimalEnvironment({ ...kept, PIP_DISABLE_PIP_VERSION_CHECK: '1' }),
    timeoutMs: PIP_TIMEOUT_MS,
  })
  return result.exitCode === 0 ? result.stdout.toString('utf8') : ''
}
