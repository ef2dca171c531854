import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

interface Answer {
  status: number
  location?: string
}

export class ClickTracker {
  private readonly key = randomBytes(32)
  private readonly counts = new Map<string, number>()

  track(url: string): string {
    return `/out?${new URLSearchParams({ to: url, sig: this.sign(url).toString('base64url') })}`
  }

  open(path: string): Answer {
    const [name, query = ''] = path.split('?')
    const parameters = new URLSearchParams(query)
    const to = parameters.get('to') ?? ''
    const signature = Buffer.from(parameters.get('sig') ?? '', 'base64url')
    const expected = this.sign(to)
    if (name !== '/out' || signature.length !== expected.length || !timingSafeEqual(signature, expected)) {
      return { status: 404 }
    }
    this.counts.set(to, this.clicks(to) + 1)
    return { status: 302, location: to }
  }

  clicks(url: string): number {
    return this.counts.get(url) ?? 0
  }

  private sign(url: string): Buffer {
    return createHmac('sha256', this.key).update(url).digest()
  }
}
