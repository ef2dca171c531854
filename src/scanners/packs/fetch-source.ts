import { rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { SbrError } from '../../kernel/index.ts'
import { httpGet, minimalEnvironment, runProcess } from '../../platform/index.ts'
import { type RuleFiles, readRuleFiles, takeRuleFile } from './rule-files.ts'

/** Where rules come from, as `sbr rules add` was told. */
export type PackSource =
  | { kind: 'registry'; name: string }
  | { kind: 'git'; url: string; ref: string | null }
  | { kind: 'folder'; path: string }

/** Semgrep's registry; each pack is one YAML document below it. */
export const SEMGREP_REGISTRY = 'https://semgrep.dev/c/'
const MAX_PACK_BYTES = 128 * 1024 * 1024
/** Milliseconds for a clone. */
const CLONE_MS = 600_000

/** Tells the three kinds of source apart: `p/name` or `r/name`, an address of a Git repository, else a folder. */
export function parseSource(text: string): PackSource {
  if (/^[pr]\/[A-Za-z0-9][\w./-]*$/.test(text)) return { kind: 'registry', name: text }
  if (/^(?:https?|ssh|git|file):\/\//i.test(text) || /^[\w.-]+@[\w.-]+:/.test(text)) {
    const [url = '', ref = null] = text.split('#')
    return { kind: 'git', url, ref }
  }
  return { kind: 'folder', path: text }
}

/** Name that a pack has where nobody gives it one. */
export function defaultName(source: PackSource): string {
  const text =
    source.kind === 'registry' ? source.name : basename(source.kind === 'git' ? source.url : source.path)
  const name = text
    .toLowerCase()
    .replace(/\.git$/, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 64)
  return name === '' ? 'rules' : name
}

/** The lineage of a source: registry and the public rule repositories are one, since one is made from the other. */
export function defaultLineage(source: PackSource, name: string): string {
  if (source.kind === 'registry') return 'semgrep-rules'
  return source.kind === 'git' && /(?:semgrep|opengrep)-rules(?:\.git)?\/?$/.test(source.url)
    ? 'semgrep-rules'
    : name
}

export interface FetchOptions {
  /** Base address of the registry. */
  registry: string
  /** Empty private folder that may be used. */
  scratch: string
  signal?: AbortSignal
}

/**
 * Fetches the rules of a source once.
 *
 * @throws SbrError `NETWORK`, `NOT_FOUND`, `TOOL_FAILED` for Git, `BAD_INPUT`.
 */
export async function fetchRules(
  source: PackSource,
  options: FetchOptions,
): Promise<RuleFiles & { commit: string | null }> {
  if (source.kind === 'registry') return { ...(await fetchRegistry(source.name, options)), commit: null }
  if (source.kind === 'git') return fetchGit(source, options)
  try {
    return { ...(await readRuleFiles(source.path)), commit: null }
  } catch (cause) {
    if (cause instanceof SbrError) throw cause
    throw new SbrError('NOT_FOUND', `${source.path} is no folder that can be read`, {
      cause,
      next: 'Name a pack of the registry (p/default), the address of a Git repository, or a folder.',
    })
  }
}

async function fetchRegistry(name: string, { registry, signal }: FetchOptions): Promise<RuleFiles> {
  const pieces: Uint8Array[] = []
  const url = new URL(name, registry.endsWith('/') ? registry : `${registry}/`)
  await httpGet(
    url,
    { maxBytes: MAX_PACK_BYTES, ...(signal ? { signal } : {}) },
    { start: () => void pieces.splice(0), piece: (bytes) => void pieces.push(bytes) },
  )
  const found: RuleFiles = { files: [], broken: [] }
  takeRuleFile(`${name}.yaml`, Buffer.concat(pieces).toString('utf8'), found)
  return found
}

/** Clones without hooks, links, prompts, submodules or large files: nothing of the repository runs. */
async function fetchGit(
  { url, ref }: { url: string; ref: string | null },
  { scratch, signal }: FetchOptions,
): Promise<RuleFiles & { commit: string | null }> {
  const folder = join(scratch, 'clone')
  const git = (args: readonly string[]) =>
    runProcess({
      command: 'git',
      args: [
        '-c',
        'core.hooksPath=/dev/null',
        '-c',
        'core.symlinks=false',
        '-c',
        'protocol.ext.allow=never',
        ...args,
      ],
      env: minimalEnvironment({
        GIT_TERMINAL_PROMPT: '0',
        GIT_LFS_SKIP_SMUDGE: '1',
        GIT_SSH_COMMAND: 'ssh -oBatchMode=yes',
      }),
      timeoutMs: CLONE_MS,
      ...(signal ? { signal } : {}),
    })
  const branch = ref === null ? [] : [`--branch=${ref}`]
  const cloned = await git([
    'clone',
    '--quiet',
    '--depth=1',
    '--single-branch',
    '--no-tags',
    ...branch,
    '--',
    url,
    folder,
  ])
  if (cloned.exitCode !== 0)
    throw new SbrError(
      'NETWORK',
      `${withoutCredentials(url)} could not be cloned${cloned.timedOut ? ': out of time' : ''}`,
      {
        cause: new Error(withoutCredentials(cloned.stderr.toString('utf8').trim().slice(-400))),
        next: 'Check the address, the network and your access, then run the same command again.',
      },
    )
  const { stdout } = await git(['-C', folder, 'rev-parse', 'HEAD'])
  await rm(join(folder, '.git'), { recursive: true, force: true })
  return { ...(await readRuleFiles(folder)), commit: stdout.toString('utf8').trim() }
}

export const withoutCredentials = (text: string): string => text.replace(/(\w+:\/\/)[^/@\s]+@/g, '$1')
