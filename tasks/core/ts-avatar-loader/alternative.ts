type Picture = { status: number; type: string; body: Uint8Array }

const PICTURE_PATH = /^\/[\w-]+(\/[\w-]+)*\.[a-z]+$/

export async function loadAvatar(
  path: string,
  get: (url: string) => Promise<Picture>,
): Promise<Uint8Array | null> {
  if (!PICTURE_PATH.test(path)) return null
  const picture = await get('https://images.example.com' + path)
  if (picture.status !== 200 || !/^image\//.test(picture.type)) return null
  return picture.body
}
