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
  const { status, type, body } = await get(`${IMAGE_SERVER}${path}`)
  return status === 200 && type.startsWith('image/') ? body : null
}
