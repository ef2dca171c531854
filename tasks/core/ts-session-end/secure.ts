import { randomBytes } from 'node:crypto'

const ATTRIBUTES = 'Path=/; HttpOnly; Secure; SameSite=Lax'

function readId(cookie: string): string {
  return /(?:^|;\s*)sid=([\w-]+)/.exec(cookie)?.[1] ?? ''
}

export class SessionCookies {
  private readonly users = new Map<string, string>()

  start(user: string): string {
    const id = randomBytes(24).toString('base64url')
    this.users.set(id, user)
    return `sid=${id}; ${ATTRIBUTES}`
  }

  userOf(cookie: string): string | null {
    return this.users.get(readId(cookie)) ?? null
  }

  end(cookie: string): string {
    this.users.delete(readId(cookie))
    return `sid=; ${ATTRIBUTES}; Max-Age=0`
  }
}
