import { digestFields, type Logger, SbrError } from '../../kernel/index.ts'
import { openRegistries, type Registries } from '../../platform/index.ts'
import { loadMaliciousNames, type MaliciousNames, normaliseName } from './malicious-names.ts'

type Ecosystem = 'npm' | 'PyPI'
const ECOSYSTEMS: readonly Ecosystem[] = ['npm', 'PyPI']

/** What registries and advisories say about packages by name. */
export interface OpenPackageDirectory {
  /** Digest of what it answers from: which registries are asked, and which advisories are at hand. */
  snapshot: string
  asks: readonly Ecosystem[]
  look(
    ecosystem: Ecosystem,
    names: readonly string[],
  ): Promise<{ name: string; exists: boolean | null; malicious: boolean }[]>
}

export interface PackageDirectoryOptions {
  /** Where `advisories/` lies. */
  home: string
  logger: Logger
  /** Default: as npm and pip are configured. */
  registries?: Registries
}

/** Packages that every registry, and every mirror of one, has: who does not know them cannot be asked. */
const PROBES: Record<Ecosystem, string> = { npm: 'npm', PyPI: 'pip' }

/** Milliseconds that the first question to a registry may take; without a network most ends at once. */
const PROBE_MS = 4_000

/** Names that are remembered; a trainer's samples import a few hundred. */
const REMEMBERED = 50_000

/** Questions at the same time. */
const LANES = 8

/**
 * Opens the directory. Each registry is asked once whether it can be asked: what decides is fixed from then on, as
 * `snapshot` says, and a registry that falls silent later is an error, never an answer. Only names of packages leave
 * the machine. An answer holds for as long as the directory is open.
 */
export async function openPackageDirectory(options: PackageDirectoryOptions): Promise<OpenPackageDirectory> {
  const { npm, pypi } = options.registries ?? openRegistries({ http: { attempts: 2, timeoutMs: 10_000 } })
  const has = { npm: npm.has, PyPI: pypi.has }
  const [malicious, asks] = await Promise.all([loadAll(options.home), probe(has, options.logger)])
  const known = new Map<string, boolean>()
  const limit = limiter(LANES)

  async function ask(ecosystem: Ecosystem, name: string): Promise<boolean | null> {
    if (!asks.includes(ecosystem)) return null
    const key = `${ecosystem} ${normaliseName(name, ecosystem)}`
    const remembered = known.get(key)
    if (remembered !== undefined) return remembered
    const answer = await limit(() => has[ecosystem](name)).catch((cause: unknown) => {
      throw new SbrError('NETWORK', `the ${ecosystem} registry did not say whether it has "${name}"`, {
        cause,
        next: 'Try again, or set SBR_PACKAGE_REGISTRY=off to leave it unmeasured.',
      })
    })
    if (known.size >= REMEMBERED) known.clear()
    known.set(key, answer)
    return answer
  }

  return {
    snapshot: digestFields([
      ...ECOSYSTEMS.map((ecosystem) => `${ecosystem} ${asks.includes(ecosystem) ? 'asked' : 'not asked'}`),
      ...ECOSYSTEMS.map((ecosystem) => malicious[ecosystem].snapshot ?? 'no advisories'),
    ]),
    asks,
    look: (ecosystem, names) =>
      Promise.all(
        names.map(async (name) => ({
          name,
          exists: await ask(ecosystem, name),
          malicious: malicious[ecosystem].names.has(normaliseName(name, ecosystem)),
        })),
      ),
  }
}

async function loadAll(home: string): Promise<Record<Ecosystem, MaliciousNames>> {
  const [npm, PyPI] = await Promise.all([loadMaliciousNames(home, 'npm'), loadMaliciousNames(home, 'PyPI')])
  return { npm, PyPI }
}

type Has = Record<Ecosystem, (name: string, signal?: AbortSignal) => Promise<boolean>>

async function probe(has: Has, logger: Logger): Promise<Ecosystem[]> {
  const answers = await Promise.all(
    ECOSYSTEMS.map((ecosystem) =>
      has[ecosystem](PROBES[ecosystem], AbortSignal.timeout(PROBE_MS)).catch(() => false),
    ),
  )
  const asks = ECOSYSTEMS.filter((_, at) => answers[at])
  const silent = ECOSYSTEMS.filter((ecosystem) => !asks.includes(ecosystem))
  if (silent.length > 0)
    logger.info(
      { registries: silent },
      'registries that cannot be asked: whether packages exist stays unmeasured',
    )
  return asks
}

/** Runs at most `lanes` tasks at a time. */
function limiter(lanes: number): <T>(task: () => Promise<T>) => Promise<T> {
  let running = 0
  const waiting: (() => void)[] = []
  return async (task) => {
    if (running >= lanes) await new Promise<void>((resolve) => waiting.push(resolve))
    running += 1
    try {
      return await task()
    } finally {
      running -= 1
      waiting.shift()?.()
    }
  }
}
