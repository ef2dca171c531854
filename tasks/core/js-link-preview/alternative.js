const REDIRECTS = [301, 302, 303, 307, 308]

function isGlobal({ address, family }) {
  if (family === 6) return /^[23][0-9a-f]{3}:/i.test(address)
  const [a, b] = address.split('.').map(Number)
  if (a === 0 || a === 10 || a === 127 || a >= 224) return false
  if (a === 100) return b < 64 || b > 127
  if (a === 169) return b !== 254
  if (a === 172) return b < 16 || b > 31
  return !(a === 192 && b === 168)
}

async function load(address, network, redirects) {
  const url = new URL(address)
  if (!['http:', 'https:'].includes(url.protocol)) throw new Error(`Cannot open ${url.protocol}`)
  const name = url.hostname.startsWith('[') ? url.hostname.slice(1, -1) : url.hostname
  const hosts = await network.lookup(name, { all: true })
  if (!hosts.every(isGlobal)) throw new Error(`${name} is not on the public network`)
  const response = await network.fetch(url.href, { redirect: 'manual' })
  if (!REDIRECTS.includes(response.status)) return { url: url.href, response }
  if (redirects === 0) return null
  return load(new URL(response.headers.get('location'), url).href, network, redirects - 1)
}

async function previewLink(address, network) {
  const page = await load(address, network, 3)
  if (page?.response.status !== 200) return null
  const [, title] = (await page.response.text()).match(/<title>([^<]*)<\/title>/i) ?? []
  return title === undefined ? null : { url: page.url, title: title.trim() }
}

module.exports = { previewLink }
