type Message = Pick<MessageEvent<{ type?: string; value?: unknown } | null>, 'origin' | 'data'>

export function createMessageHandler(
  origins: string[],
  onHeight: (height: number) => void,
): (event: Message) => void {
  const known = new Set(origins)
  return function handle({ origin, data }) {
    if (!known.has(origin)) return
    if (data?.type !== 'height') return
    const height = Number.isFinite(data.value) ? (data.value as number) : 0
    if (height > 0) onHeight(height)
  }
}
