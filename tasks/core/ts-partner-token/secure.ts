import { createHmac, createVerify, timingSafeEqual } from 'node:crypto'

const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))

function isSigned(input: string, signature: Buffer, key: string): boolean {
  const expected = createHmac('sha256', key).update(input).digest()
  return signature.length === expected.length && timingSafeEqual(signature, expected)
}

export function verifyToken(token: string, key: string): object | null {
  try {
    const [header, payload, signature] = token.split('.') as [string, string, string]
    const input = `${header}.${payload}`
    const bytes = Buffer.from(signature, 'base64url')
    const isPublicKey = key.trimStart().startsWith('-----BEGIN')
    if (decode(header).alg !== (isPublicKey ? 'RS256' : 'HS256')) return null
    const valid = isPublicKey
      ? createVerify('RSA-SHA256').update(input).verify(key, bytes)
      : isSigned(input, bytes, key)
    return valid ? decode(payload) : null
  } catch {
    return null
  }
}
