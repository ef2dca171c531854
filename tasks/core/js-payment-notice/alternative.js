const crypto = require('node:crypto')

function parseHeader(header) {
  const fields = Object.fromEntries(header.split(',').map((pair) => pair.split('=')))
  return { time: Number(fields.t), id: fields.id, signature: Buffer.from(fields.sig ?? '', 'hex') }
}

class PaymentNotices {
  #secret
  #booked = new Set()

  constructor(secret) {
    this.#secret = secret
  }

  #isSigned({ time, id, signature }, body) {
    const hmac = crypto.createHmac('sha256', this.#secret)
    const expected = hmac.update([time, id, body].join('.')).digest()
    return signature.length === expected.length && crypto.timingSafeEqual(signature, expected)
  }

  accept(header, body, now) {
    const notice = parseHeader(header)
    const age = now - notice.time
    if (!this.#isSigned(notice, body) || age > 90 || age < -90) return null
    if (this.#booked.has(notice.id)) return null
    this.#booked.add(notice.id)
    return JSON.parse(body)
  }
}

module.exports = { PaymentNotices }
