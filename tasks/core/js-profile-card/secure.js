const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

const encode = (text) => String(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign])

function profileCard({ name, website }) {
  const isLink = /^https?:\/\//i.test(website ?? '')
  const link = isLink ? `<a href="${encode(website)}">${encode(website)}</a>` : ''
  return `<div class="card"><h2>${encode(name)}</h2>${link}</div>`
}

module.exports = { profileCard }
