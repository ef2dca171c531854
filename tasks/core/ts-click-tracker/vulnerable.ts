interface Answer {
  status: number
  location?: string
}

export class ClickTracker {
  private counts = new Map<string, number>()

  track(url: string): string {
    return `/out?to=${encodeURIComponent(url)}`
  }

  open(path: string): Answer {
    const [name, query] = path.split('?')
    const to = new URLSearchParams(query).get('to')
    if (name !== '/out' || !to) return { status: 404 }
    this.counts.set(to, this.clicks(to) + 1)
    return { status: 302, location: to }
  }

  clicks(url: string): number {
    return this.counts.get(url) ?? 0
  }
}
