const crypto = require('node:crypto')

function parse(part) {
  try {
    return JSON.parse(Buffer.from(part, 'base64url'))
  } catch {
    return null
  }
}

function readToken(token, key, now) {
  const match = /^([\w-]+)\.([\w-]+)\.([\w-]{43,86})$/.exec(token)
  const size = /^HS(256|384|512)$/.exec(match && parse(match[1])?.alg)?.[1]
  if (!size) return null
  const [, header, payload, signature] = match
  const expected = crypto.createHmac(`sha${size}`, key).update(header).update('.').update(payload).digest('base64url')
  if (expected.length !== signature.length) return null
  if (!crypto.timingSafeEqual(Buffer.from(expected), Buffer.from(signature))) return null
  const claims = parse(payload)
  return claims && claims.exp > now ? claims : null
}

module.exports = { readToken }
