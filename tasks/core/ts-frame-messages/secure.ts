interface HeightMessage {
  type: 'height'
  value: number
}

function isHeight(data: unknown): data is HeightMessage {
  const { type, value } = (data ?? {}) as Partial<HeightMessage>
  return type === 'height' && typeof value === 'number' && value > 0
}

export function createMessageHandler(origins: string[], onHeight: (height: number) => void) {
  return (event: { origin: string; data: unknown }): void => {
    if (origins.includes(event.origin) && isHeight(event.data)) onHeight(event.data.value)
  }
}
