import { setGlobalProxyFromEnv } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { SbrError } from '../../kernel/index.ts'

export interface GetOptions {
  /** `HEAD` asks whether there is something, without its body. Default `GET`. */
  method?: 'GET' | 'HEAD'
  headers?: Record<string, string>
  /** More bytes than this are refused. */
  maxBytes: number
  signal?: AbortSignal
  /** Milliseconds for one attempt, body included. Default 120 s. */
  timeoutMs?: number
  /** Attempts in all. Default 4. */
  attempts?: number
  /** Milliseconds before the second attempt, doubled for each one after. Default 500. */
  backOffMs?: number
}

export interface GetResponse {
  status: number
  headers: Headers
}

/** Receives the body piece by piece; `start` begins anew, since an attempt may fail half-way. */
export interface BodySink {
  start(response: GetResponse): Promise<void> | void
  piece(bytes: Uint8Array): Promise<void> | void
}

/** Statuses after which the same request may succeed a little later. */
const TRANSIENT = new Set([408, 425, 429, 500, 502, 503, 504])

let proxied = false

/**
 * GET with retries on network faults, time-outs and transient statuses; the size is capped while it
 * streams. Proxies come from `HTTPS_PROXY`, `HTTP_PROXY`, `NO_PROXY`; certificates from
 * `NODE_EXTRA_CA_CERTS`. 304 is a result without a body.
 *
 * @throws SbrError `NETWORK`, `NOT_FOUND`, `NOT_ALLOWED` (401, 403), `CANCELLED`; never with credentials in it.
 */
export async function httpGet(url: URL, options: GetOptions, sink: BodySink): Promise<GetResponse> {
  if (url.protocol !== 'https:' && url.protocol !== 'http:')
    throw new SbrError('NETWORK', `${url.protocol} addresses are not fetched`, {
      next: 'Use an http or https address.',
    })
  useProxies()
  const attempts = options.attempts ?? 4
  for (let attempt = 1; ; attempt++) {
    try {
      return await getOnce(url, options, sink)
    } catch (thrown) {
      if (options.signal?.aborted) throw new SbrError('CANCELLED', `${show(url)} was cancelled`)
      // What the sink or the cap said is final; anything else is the network.
      if (thrown instanceof SbrError && thrown.facts.transient !== true) throw thrown
      if (isLocalFault(thrown)) throw thrown
      if (attempt >= attempts)
        throw new SbrError('NETWORK', `${show(url)} could not be fetched in ${attempts} attempts`, {
          cause: thrown,
          next: 'Check the network, the proxy variables and NODE_EXTRA_CA_CERTS, then run the same command again.',
        })
      const pause = (options.backOffMs ?? 500) * 2 ** (attempt - 1)
      // A cancelled pause ends at once; the next attempt then says that it was cancelled.
      await sleep(pause, undefined, options.signal ? { signal: options.signal } : {}).catch(() => {})
    }
  }
}

async function getOnce(url: URL, options: GetOptions, sink: BodySink): Promise<GetResponse> {
  const timeout = AbortSignal.timeout(options.timeoutMs ?? 120_000)
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout
  const response = await fetch(url, {
    method: options.method ?? 'GET',
    headers: options.headers ?? {},
    signal,
    redirect: 'follow',
  })
  if (response.status === 304) return { status: 304, headers: response.headers }
  if (!response.ok) {
    await response.body?.cancel()
    throw refusal(url, response.status)
  }
  await sink.start({ status: response.status, headers: response.headers })
  let received = 0
  for await (const piece of response.body ?? []) {
    received += piece.byteLength
    if (received > options.maxBytes)
      throw new SbrError('BAD_INPUT', `${show(url)} is larger than ${options.maxBytes} bytes`, {
        next: 'Leave it out, or raise the limit.',
      })
    await sink.piece(piece)
  }
  return { status: response.status, headers: response.headers }
}

function refusal(url: URL, status: number): SbrError {
  const facts = { status, transient: TRANSIENT.has(status) }
  if (status === 404 || status === 410)
    return new SbrError('NOT_FOUND', `${show(url)} does not exist (${status})`, { facts })
  if (status === 401 || status === 403)
    return new SbrError('NOT_ALLOWED', `${show(url)} refuses (${status})`, {
      facts,
      next: 'Check the credentials that npm or pip have for this address.',
    })
  return new SbrError('NETWORK', `${show(url)} answered ${status}`, { facts })
}

/** A full disk or a missing folder is no fault of the network, and no attempt more will mend it. */
function isLocalFault(thrown: unknown): boolean {
  const code = thrown instanceof Error ? (thrown as NodeJS.ErrnoException).code : undefined
  return code !== undefined && ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS', 'ENOENT', 'EFBIG'].includes(code)
}

/** The address without anything that may be secret. */
function show(url: URL): string {
  return `${url.protocol}//${url.host}${url.pathname}`
}

/** Node's fetch looks at proxy variables only when told to. */
function useProxies(): void {
  if (proxied || process.env.NODE_USE_ENV_PROXY === '1') return
  proxied = true
  if (Object.keys(process.env).some((name) => /^https?_proxy$/i.test(name))) setGlobalProxyFromEnv()
}

/** Asks whether there is something at an address: false where the server says that there is not. */
export async function exists(url: URL, options: Omit<GetOptions, 'method' | 'maxBytes'>): Promise<boolean> {
  try {
    await httpGet(url, { ...options, method: 'HEAD', maxBytes: 0 }, { start: () => {}, piece: () => {} })
    return true
  } catch (thrown) {
    if (thrown instanceof SbrError && thrown.code === 'NOT_FOUND') return false
    throw thrown
  }
}

/** Fetches a small document into memory. */
export async function getText(url: URL, options: GetOptions): Promise<string> {
  let pieces: Uint8Array[] = []
  await httpGet(url, options, {
    start: () => {
      pieces = []
    },
    piece: (bytes) => {
      pieces.push(bytes)
    },
  })
  return Buffer.concat(pieces).toString('utf8')
}
