function toText(value) {
  return String(value)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#x27;')
}

function toLink(address) {
  if (!URL.canParse(address)) return ''
  const { protocol } = new URL(address)
  if (protocol !== 'http:' && protocol !== 'https:') return ''
  const text = toText(address)
  return `<a href="${text}">${text}</a>`
}

function profileCard(profile) {
  const parts = ['<div class="card">', '<h2>', toText(profile.name), '</h2>', toLink(profile.website), '</div>']
  return parts.join('')
}

module.exports = { profileCard }
