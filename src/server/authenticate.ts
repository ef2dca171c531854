import type { IncomingHttpHeaders } from 'node:http'

/** Characters of a key that are looked at; the longest of ours has 60. */
const MAX_SECRET = 512

/**
 * The key that a request carries: `Authorization: Bearer`, `X-Api-Key`, or the password of `Authorization: Basic`,
 * which is what clients send that know only a URL (`http://sbr:KEY@host`).
 */
export function readSecret(headers: IncomingHttpHeaders): string | null {
  const own = headers['x-api-key']
  const secret = typeof own === 'string' ? own : readAuthorization(headers.authorization ?? '')
  return secret !== null && /^[\x21-\x7e]+$/.test(secret) && secret.length <= MAX_SECRET ? secret : null
}

function readAuthorization(header: string): string | null {
  const [, scheme = '', value = ''] = /^(bearer|basic) +(\S{1,2048})$/i.exec(header) ?? []
  if (scheme.toLowerCase() === 'bearer') return value
  if (scheme.toLowerCase() !== 'basic') return null
  const text = Buffer.from(value, 'base64').toString('latin1')
  const colon = text.indexOf(':')
  return colon < 0 ? null : text.slice(colon + 1)
}
