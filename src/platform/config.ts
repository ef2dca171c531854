import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { SbrError } from '../kernel/index.ts'

const LEVELS = ['debug', 'info', 'warn', 'error', 'silent'] as const

const ConfigSchema = Type.Object({
  /** Data, keys and caches. */
  home: Type.String({ minLength: 1 }),
  /** Connection string of another PostgreSQL; null: the embedded one under `home`. */
  databaseUrl: Type.Union([Type.String(), Type.Null()]),
  logLevel: Type.Enum(LEVELS),
  organisation: Type.String({ minLength: 1 }),
  /** Port of `sbr serve` on the loopback address. */
  port: Type.Integer({ minimum: 0, maximum: 65535 }),
  /** Base URL of an OpenAI-compatible server for embeddings; null: the embedded model. */
  embeddingsUrl: Type.Union([Type.String(), Type.Null()]),
  /** GGUF file of the base model; null: the one the set-up fetched. */
  modelPath: Type.Union([Type.String(), Type.Null()]),
  /** Seconds one engine may take for one target of a scan. */
  scanTimeoutSeconds: Type.Integer({ minimum: 1 }),
  /** `ask`: is what generated code imports in the registry at all? `off`: nobody is asked, and it stays unmeasured. */
  packageRegistry: Type.Enum(['ask', 'off']),
  /** Where `sbr advisories update` fetches `<Ecosystem>/all.zip`; absent: OSV's own address. */
  osvUrl: Type.Optional(Type.String({ minLength: 1 })),
  /** Where `sbr cwe update` fetches MITRE's list (zip or XML); absent: MITRE's own address. */
  cweUrl: Type.Optional(Type.String({ minLength: 1 })),
})
export type Config = Static<typeof ConfigSchema>

const VARIABLES: Record<keyof Config, string> = {
  home: 'SBR_HOME',
  databaseUrl: 'SBR_DATABASE_URL',
  logLevel: 'SBR_LOG_LEVEL',
  organisation: 'SBR_ORGANISATION',
  port: 'SBR_PORT',
  embeddingsUrl: 'SBR_EMBEDDINGS_URL',
  modelPath: 'SBR_MODEL_PATH',
  scanTimeoutSeconds: 'SBR_SCAN_TIMEOUT_SECONDS',
  packageRegistry: 'SBR_PACKAGE_REGISTRY',
  osvUrl: 'SBR_OSV_URL',
  cweUrl: 'SBR_CWE_URL',
}

const KEYS = Object.keys(VARIABLES) as (keyof Config)[]
const validator = Compile(ConfigSchema)

interface ConfigSources {
  flags?: Partial<Config>
  environment?: Record<string, string | undefined>
  /** Folder in which `sbr.config.json` is looked for. */
  folder?: string
}

/** Reads flags, then environment (`SBR_…`), then `sbr.config.json`; unknown keys are refused with the nearest name. */
export function loadConfig(sources: ConfigSources = {}): Config {
  const environment = sources.environment ?? process.env
  const merged: Record<string, unknown> = {
    ...defaults(environment),
    ...readFile(join(sources.folder ?? process.cwd(), 'sbr.config.json')),
    ...readEnvironment(environment),
    ...Object.fromEntries(Object.entries(sources.flags ?? {}).filter(([, value]) => value !== undefined)),
  }
  if (!validator.Check(merged)) {
    const [first] = validator.Errors(merged)
    throw new SbrError(
      'BAD_CONFIG',
      `Configuration: ${first?.instancePath ?? ''} ${first?.message ?? 'is not valid'}`,
      {
        next: `Set one of ${KEYS.map((key) => VARIABLES[key]).join(', ')} or the same key in sbr.config.json.`,
      },
    )
  }
  return { ...merged, home: resolve(merged.home) }
}

function defaults(environment: Record<string, string | undefined>): Config {
  const data = environment.XDG_DATA_HOME || join(environment.HOME || homedir(), '.local/share')
  return {
    home: join(data, 'sbr'),
    databaseUrl: null,
    logLevel: 'warn',
    organisation: 'local',
    port: 7411,
    embeddingsUrl: null,
    modelPath: null,
    scanTimeoutSeconds: 30,
    packageRegistry: 'ask',
  }
}

function readFile(path: string): Record<string, unknown> {
  if (!existsSync(path)) return {}
  let parsed: unknown
  try {
    parsed = JSON.parse(readFileSync(path, 'utf8'))
  } catch (cause) {
    throw new SbrError('BAD_CONFIG', `${path} is not JSON`, { cause, next: 'Mend or remove the file.' })
  }
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed))
    throw new SbrError('BAD_CONFIG', `${path} holds no object`, { next: 'Write one JSON object.' })
  for (const key of Object.keys(parsed)) {
    if (!(KEYS as string[]).includes(key))
      throw new SbrError('BAD_CONFIG', `${path}: unknown key "${key}"`, {
        next: `Did you mean "${nearest(key, KEYS)}"?`,
      })
  }
  return parsed as Record<string, unknown>
}

function readEnvironment(environment: Record<string, string | undefined>): Record<string, unknown> {
  const values: Record<string, unknown> = {}
  for (const key of KEYS) {
    const text = environment[VARIABLES[key]]
    if (text === undefined || text === '') continue
    values[key] = key === 'port' || key === 'scanTimeoutSeconds' ? Number(text) : text
  }
  return values
}

/** The candidate with the smallest edit distance (Levenshtein). */
export function nearest(word: string, candidates: readonly string[]): string {
  const distance = (a: string, b: string): number => {
    let row = Array.from({ length: b.length + 1 }, (_, index) => index)
    for (let i = 1; i <= a.length; i++) {
      const next = [i]
      for (let j = 1; j <= b.length; j++)
        next.push(
          Math.min(
            (row[j] ?? 0) + 1,
            (next[j - 1] ?? 0) + 1,
            (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1),
          ),
        )
      row = next
    }
    return row[b.length] ?? 0
  }
  return [...candidates].sort((a, b) => distance(word, a) - distance(word, b))[0] ?? ''
}
