import assert from 'node:assert/strict'

const answer = (picture) => async () => ({ status: 200, type: 'image/jpeg', body: new Uint8Array([7]), ...picture })

export async function testNullWithoutThePicture(candidate) {
  assert.deepEqual(await candidate.loadAvatar('/u/1.jpg', answer({})), new Uint8Array([7]))
  assert.equal(await candidate.loadAvatar('/u/1.jpg', answer({ status: 404 })), null)
  assert.equal(await candidate.loadAvatar('/u/1.jpg', answer({ status: 500 })), null)
}

export async function testNullForOtherTypes(candidate) {
  assert.deepEqual(await candidate.loadAvatar('/u/1.gif', answer({ type: 'image/gif' })), new Uint8Array([7]))
  assert.equal(await candidate.loadAvatar('/u/1.gif', answer({ type: 'text/html' })), null)
  assert.equal(await candidate.loadAvatar('/u/1.gif', answer({ type: 'x-image/gif' })), null)
}

export async function testAsksForTheWholePath(candidate) {
  const asked = []
  const get = async (url) => {
    asked.push(url)
    return { status: 200, type: 'image/webp', body: new Uint8Array() }
  }
  await candidate.loadAvatar('/team_a/large/member-204.webp', get)
  assert.deepEqual(asked, ['https://images.example.com/team_a/large/member-204.webp'])
}
