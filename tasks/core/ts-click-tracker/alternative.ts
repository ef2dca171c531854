type Answer = { status: 302; location: string } | { status: 404 }

export class ClickTracker {
  #links: { url: string; clicks: number }[] = []

  track(url: string): string {
    let index = this.#links.findIndex((link) => link.url === url)
    if (index < 0) index = this.#links.push({ url, clicks: 0 }) - 1
    return `/out?link=${index}`
  }

  open(path: string): Answer {
    const match = /^\/out\?link=(\d+)$/.exec(path)
    const link = match ? this.#links[Number(match[1])] : undefined
    if (!link) return { status: 404 }
    link.clicks++
    return { status: 302, location: link.url }
  }

  clicks(url: string): number {
    return this.#links.find((link) => link.url === url)?.clicks ?? 0
  }
}
