import assert from 'node:assert/strict'

export async function testShowsTheTitle(candidate) {
  const network = {
    lookup: async () => [{ address: '203.0.114.9', family: 4 }],
    fetch: async (url) => Object.defineProperty(new Response('<html><title>News</title></html>'), 'url', { value: String(url) }),
  }
  assert.deepEqual(await candidate.previewLink('https://news.example/today', network), {
    url: 'https://news.example/today',
    title: 'News',
  })
}
