export function createMessageHandler(origins: string[], onHeight: (height: number) => void) {
  return (event: { origin: string; data: any }) => {
    if (!origins.some((origin) => event.origin.includes(origin))) return
    const { type, value } = event.data ?? {}
    if (type === 'height' && typeof value === 'number' && value > 0) {
      onHeight(value)
    }
  }
}
