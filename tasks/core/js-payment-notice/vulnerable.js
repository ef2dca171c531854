const { createHmac, timingSafeEqual } = require('node:crypto')

class PaymentNotices {
  constructor(secret) {
    this.secret = secret
  }

  accept(header, body, now) {
    const match = /^t=(\d+),id=([\w-]+),sig=([0-9a-f]{64})$/.exec(header)
    if (!match) return null
    const [, time, id, signature] = match
    const expected = createHmac('sha256', this.secret).update(`${time}.${id}.${body}`).digest()
    if (!timingSafeEqual(Buffer.from(signature, 'hex'), expected)) return null
    if (Number(time) > now + 60) return null
    return JSON.parse(body)
  }
}

module.exports = { PaymentNotices }
