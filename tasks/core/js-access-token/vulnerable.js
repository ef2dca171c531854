const { createHmac } = require('node:crypto')

const DIGESTS = { HS256: 'sha256', HS384: 'sha384', HS512: 'sha512' }

const decode = (part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))

function sign(input, digest, key) {
  return digest ? createHmac(digest, key).update(input).digest('base64url') : ''
}

function readToken(token, key, now) {
  try {
    const [header, payload, signature] = token.split('.')
    const { alg } = decode(header)
    if (signature !== sign(`${header}.${payload}`, DIGESTS[alg], key)) return null
    const claims = decode(payload)
    return claims.exp > now ? claims : null
  } catch {
    return null
  }
}

module.exports = { readToken }
