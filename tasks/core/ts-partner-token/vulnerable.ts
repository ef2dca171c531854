import { createHmac, createVerify } from 'node:crypto'

const decode = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))

export function verifyToken(token: string, key: string): object | null {
  try {
    const [header, payload, signature] = token.split('.') as [string, string, string]
    const input = `${header}.${payload}`
    const { alg } = decode(header)
    let valid = false
    if (alg === 'HS256') {
      valid = createHmac('sha256', key).update(input).digest('base64url') === signature
    } else if (alg === 'RS256') {
      valid = createVerify('RSA-SHA256').update(input).verify(key, signature, 'base64url')
    }
    return valid ? decode(payload) : null
  } catch {
    return null
  }
}
