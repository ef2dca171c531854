const { BlockList } = require('node:net')

const internal = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
]) {
  internal.addSubnet(network, prefix, 'ipv4')
}
internal.addAddress('::', 'ipv6')
internal.addAddress('::1', 'ipv6')
internal.addSubnet('fc00::', 7, 'ipv6')
internal.addSubnet('fe80::', 10, 'ipv6')

async function isPublic({ protocol, hostname }, lookup) {
  if (protocol !== 'http:' && protocol !== 'https:') return false
  const addresses = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true })
  return addresses.every(({ address, family }) => !internal.check(address, family === 6 ? 'ipv6' : 'ipv4'))
}

async function previewLink(address, { fetch, lookup }) {
  let url = new URL(address)
  for (let step = 0; step <= 3; step++) {
    if (!(await isPublic(url, lookup))) return null
    const response = await fetch(url.href, { redirect: 'manual' })
    const location = response.headers.get('location')
    if (response.status >= 300 && response.status < 400 && location) {
      url = new URL(location, url)
      continue
    }
    if (response.status !== 200) return null
    const title = /<title>([^<]*)<\/title>/i.exec(await response.text())
    return title && { url: url.href, title: title[1].trim() }
  }
  return null
}

module.exports = { previewLink }
