const crypto = require('node:crypto')

// Without a configured key the links of this process end with it.
const processKey = crypto.randomBytes(32)

class LinkSigner {
  constructor(key) {
    this.key = key
  }

  sign(path) {
    return crypto.createHmac('sha256', this.key).update(path).digest('hex')
  }

  verify(path, signature) {
    const [given, expected] = [signature, this.sign(path)].map((text) => Buffer.from(text))
    return given.length === expected.length && crypto.timingSafeEqual(given, expected)
  }
}

function createLinkSigner(env) {
  return new LinkSigner(env.LINK_KEY || processKey)
}

module.exports = { createLinkSigner }
