import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

export class SessionCookies {
  private readonly key = randomBytes(32)

  start(user: string): string {
    const data = Buffer.from(JSON.stringify({ user, at: Date.now() })).toString('base64url')
    return `sid=${data}.${this.sign(data).toString('base64url')}; Path=/; HttpOnly; Secure; SameSite=Lax`
  }

  userOf(cookie: string): string | null {
    const [, data, signature] = /(?:^|;\s*)sid=([\w-]+)\.([\w-]+)/.exec(cookie) ?? []
    if (!data || !signature) return null
    const given = Buffer.from(signature, 'base64url')
    const expected = this.sign(data)
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
    return JSON.parse(Buffer.from(data, 'base64url').toString('utf8')).user
  }

  end(_cookie: string): string {
    return 'sid=; Path=/; HttpOnly; Secure; SameSite=Lax; Max-Age=0'
  }

  private sign(data: string): Buffer {
    return createHmac('sha256', this.key).update(data).digest()
  }
}
