const { createHmac } = require('node:crypto')

function createLinkSigner(env) {
  const key = env.LINK_KEY || 'dev-link-key'
  const sign = (path) => createHmac('sha256', key).update(path).digest('hex')
  return {
    sign,
    verify: (path, signature) => signature === sign(path),
  }
}

module.exports = { createLinkSigner }
