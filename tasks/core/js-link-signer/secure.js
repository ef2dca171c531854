const { createHmac, timingSafeEqual } = require('node:crypto')

function createLinkSigner(env) {
  const key = env.LINK_KEY
  if (!key) throw new Error('LINK_KEY is not set')
  const digest = (path) => createHmac('sha256', key).update(path).digest()
  return {
    sign: (path) => digest(path).toString('hex'),
    verify: (path, signature) => {
      const given = Buffer.from(String(signature), 'hex')
      const expected = digest(path)
      return given.length === expected.length && timingSafeEqual(given, expected)
    },
  }
}

module.exports = { createLinkSigner }
