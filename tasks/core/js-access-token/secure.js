const { createHmac, timingSafeEqual } = require('node:crypto')

const DIGESTS = new Map([
  ['HS256', 'sha256'],
  ['HS384', 'sha384'],
  ['HS512', 'sha512'],
])

const decode = (part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))

function readToken(token, key, now) {
  try {
    const [header, payload, signature] = token.split('.')
    const digest = DIGESTS.get(decode(header).alg)
    if (!digest) return null
    const expected = createHmac(digest, key).update(`${header}.${payload}`).digest()
    const given = Buffer.from(signature, 'base64url')
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
    const claims = decode(payload)
    return claims.exp > now ? claims : null
  } catch {
    return null
  }
}

module.exports = { readToken }
