import assert from 'node:assert/strict'

function makeNetwork(pages) {
  const answer = (url) => {
    const { status = 200, location, html = '' } = pages[url] ?? { status: 404 }
    return Object.defineProperty(new Response(html, { status, headers: location ? { location } : {} }), 'url', { value: url })
  }
  return {
    lookup: async () => [{ address: '93.184.215.14', family: 4 }, { address: '2606:2800:21f::1', family: 6 }],
    fetch: async (url, { redirect = 'follow' } = {}) => {
      let response = answer(String(url))
      for (let step = 0; response.headers.get('location'); step++) {
        if (redirect === 'manual') return response
        if (redirect === 'error' || step === 20) throw new TypeError('fetch failed')
        response = answer(new URL(response.headers.get('location'), response.url).href)
      }
      return response
    },
  }
}

export async function testFollowsRedirects(candidate) {
  const network = makeNetwork({
    'https://a.example/1': { status: 301, location: 'https://b.example/2' },
    'https://b.example/2': { status: 302, location: '/3' },
    'https://b.example/3': { html: '<TITLE> Three\n</TITLE>' },
  })
  assert.deepEqual(await candidate.previewLink('https://a.example/1', network), { url: 'https://b.example/3', title: 'Three' })
}

export async function testNothingWithoutAPage(candidate) {
  const network = makeNetwork({ 'https://a.example/ok': { html: '<title>x</title>' }, 'https://a.example/no': { html: '<h1>x</h1>' } })
  assert.deepEqual(await candidate.previewLink('https://a.example/ok', network), { url: 'https://a.example/ok', title: 'x' })
  assert.equal(await candidate.previewLink('https://a.example/missing', network), null)
  assert.equal(await candidate.previewLink('https://a.example/no', network), null)
}

export async function testTakesHttpAndPorts(candidate) {
  const network = makeNetwork({ 'http://a.example:8080/x?y=1': { html: '<title>Port</title>' } })
  assert.equal((await candidate.previewLink('http://a.example:8080/x?y=1', network)).title, 'Port')
}
