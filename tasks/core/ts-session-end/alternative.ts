import { createHash, randomUUID } from 'node:crypto'

interface Session {
  user: string
  isOpen: boolean
}

export class SessionCookies {
  #sessions: Record<string, Session> = Object.create(null)

  #find(cookie: string): Session | undefined {
    const pairs = cookie.split(';').map((pair) => pair.trim().split('='))
    const value = pairs.find(([name]) => name === 'sid')?.[1]
    return value ? this.#sessions[this.#digest(value)] : undefined
  }

  #digest(value: string): string {
    return createHash('sha256').update(value).digest('hex')
  }

  #cookie(value: string): string {
    return ['sid=' + value, 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax'].join('; ')
  }

  start(user: string): string {
    const value = randomUUID()
    this.#sessions[this.#digest(value)] = { user, isOpen: true }
    return this.#cookie(value)
  }

  userOf(cookie: string): string | null {
    const session = this.#find(cookie)
    return session?.isOpen ? session.user : null
  }

  end(cookie: string): string {
    const session = this.#find(cookie)
    if (session) session.isOpen = false
    return this.#cookie('') + '; Max-Age=0'
  }
}
