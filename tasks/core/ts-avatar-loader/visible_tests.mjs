import assert from 'node:assert/strict'

export async function testLoadsAPicture(candidate) {
  const body = new Uint8Array([1, 2])
  const asked = []
  const get = async (url) => {
    asked.push(url)
    return { status: 200, type: 'image/png', body }
  }
  assert.equal(await candidate.loadAvatar('/u/17.png', get), body)
  assert.deepEqual(asked, ['https://images.example.com/u/17.png'])
}
