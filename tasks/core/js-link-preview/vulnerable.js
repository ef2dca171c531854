async function previewLink(address, { fetch }) {
  const response = await fetch(address)
  if (response.status !== 200) return null
  const html = await response.text()
  const title = html.match(/<title>([^<]*)<\/title>/i)
  return title ? { url: response.url || address, title: title[1].trim() } : null
}

module.exports = { previewLink }
