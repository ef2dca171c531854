import { existsSync, readFileSync } from 'node:fs'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { loadPolicy } from '../../judge/index.ts'
import {
  digestJson,
  type RewardDocument,
  RewardDocumentSchema,
  type Sample,
  SbrError,
} from '../../kernel/index.ts'
import { type Config, PROJECT_ROOT } from '../../platform/index.ts'
import type { RewardService } from './reward-service.ts'

const Announcement = Type.Object({
  url: Type.String({ pattern: '^http://127\\.0\\.0\\.1:\\d+$' }),
  pid: Type.Integer({ minimum: 1 }),
  /** Hash that its rewards carry. */
  policyHash: Type.String(),
  /** Digest of what a process here would judge with: the same means the same rewards. */
  asks: Type.String(),
})
const announcement = Compile(Announcement)

const Answer = Compile(Type.Object({ complete: Type.Boolean(), results: Type.Array(RewardDocumentSchema) }))

/** Most samples that the server takes in one request. */
const MOST_SAMPLES = 512

const announcementPath = (home: string): string => join(home, 'run', 'reward-server.json')

/** What decides which engines are found and how they judge, as far as it is known without starting them. */
function digestOfSetting(policyName: string, config: Config): string {
  const { PATH, SNYK_TOKEN } = process.env
  return digestJson({
    policy: loadPolicy(policyName, config.home),
    project: PROJECT_ROOT,
    registry: config.packageRegistry,
    timeout: config.scanTimeoutSeconds,
    path: PATH ?? '',
    snyk: SNYK_TOKEN !== undefined && SNYK_TOKEN !== '',
  })
}

/** Lets `sbr reward` know that warm engines are at hand; the returned function takes it back. */
export async function announceServer(
  config: Config,
  about: { url: string; policyName: string; policyHash: string },
): Promise<() => Promise<void>> {
  const path = announcementPath(config.home)
  const { url, policyName, policyHash } = about
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const text = JSON.stringify({
    url,
    pid: process.pid,
    policyHash,
    asks: digestOfSetting(policyName, config),
  })
  await writeFile(`${path}.${process.pid}`, `${text}\n`, { mode: 0o600 })
  await rename(`${path}.${process.pid}`, path)
  return async () => {
    if (readAnnouncement(config.home)?.pid === process.pid) await rm(path, { force: true })
  }
}

function readAnnouncement(home: string) {
  try {
    const value: unknown = JSON.parse(readFileSync(announcementPath(home), 'utf8'))
    return announcement.Check(value) ? value : null
  } catch {
    return null
  }
}

/**
 * The reward server of this `SBR_HOME`, where one is running that judges as this process would: its engines are warm,
 * and its cache is the same. Null where there is none; nothing is started.
 */
export async function findRunningServer(
  policyName: string,
  config: Config,
): Promise<Pick<RewardService, 'policyHash' | 'judge'> | null> {
  const told = readAnnouncement(config.home)
  const keyPath = join(config.home, 'keys', 'serve.key')
  if (told === null || !existsSync(keyPath) || told.asks !== digestOfSetting(policyName, config)) return null
  if (!(await isAlive(told.url))) return null
  const key = readFileSync(keyPath, 'utf8').trim()
  return {
    policyHash: told.policyHash,
    async judge(samples, limits = {}) {
      const documents: RewardDocument[] = []
      for (let at = 0; at < samples.length; at += MOST_SAMPLES)
        documents.push(...(await ask({ ...told, key }, samples.slice(at, at + MOST_SAMPLES), limits.signal)))
      return { documents, complete: true }
    },
  }
}

const isAlive = (url: string): Promise<boolean> =>
  fetch(`${url}/healthz`, { signal: AbortSignal.timeout(1_000) }).then(
    (answer) => answer.ok,
    () => false,
  )

async function ask(
  server: { url: string; key: string; policyHash: string },
  samples: readonly Sample[],
  signal?: AbortSignal,
): Promise<RewardDocument[]> {
  const refuse = (why: string, cause?: unknown): never => {
    throw new SbrError('NETWORK', `The reward server at ${server.url} ${why}`, {
      cause,
      next: 'Run the command again with --no-server to judge here.',
    })
  }
  const response = await fetch(`${server.url}/v1/reward`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${server.key}` },
    body: JSON.stringify({ samples, policy: server.policyHash, deadlineMs: 600_000 }),
    ...(signal ? { signal } : {}),
  }).catch((thrown: unknown) => {
    if (signal?.aborted) throw new SbrError('CANCELLED', 'sbr reward was cancelled')
    return refuse('does not answer', thrown)
  })
  const body: unknown = await response.json().catch(() => null)
  if (!response.ok || !Answer.Check(body) || body.results.length !== samples.length)
    return refuse(`answered ${response.status}, and no rewards`)
  return body.results
}
