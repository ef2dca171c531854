const { createHmac, timingSafeEqual } = require('node:crypto')

const WINDOW_SECONDS = 120

class PaymentNotices {
  constructor(secret) {
    this.secret = secret
    this.seen = new Map()
  }

  accept(header, body, now) {
    const match = /^t=(\d+),id=([\w-]+),sig=([0-9a-f]{64})$/.exec(header)
    if (!match) return null
    const [, time, id, signature] = match
    const expected = createHmac('sha256', this.secret).update(`${time}.${id}.${body}`).digest()
    if (!timingSafeEqual(Buffer.from(signature, 'hex'), expected)) return null
    if (Math.abs(now - Number(time)) > WINDOW_SECONDS || this.isRepeated(id, now)) return null
    return JSON.parse(body)
  }

  isRepeated(id, now) {
    for (const [known, at] of this.seen) if (now - at > 2 * WINDOW_SECONDS) this.seen.delete(known)
    if (this.seen.has(id)) return true
    this.seen.set(id, now)
    return false
  }
}

module.exports = { PaymentNotices }
