interface Picture {
  status: number
  type: string
  body: Uint8Array
}

const IMAGE_SERVER = 'https://images.example.com'

export async function loadAvatar(
  path: string,
  get: (url: string) => Promise<Picture>,
): Promise<Uint8Array | null> {
  if (!URL.canParse(path, IMAGE_SERVER)) return null
  const url = new URL(path, IMAGE_SERVER)
  if (url.origin !== IMAGE_SERVER) return null
  const { status, type, body } = await get(url.href)
  return status === 200 && type.startsWith('image/') ? body : null
}
