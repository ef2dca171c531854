function isOwnPage(origin, domains) {
  if (origin === undefined || !URL.canParse(origin)) return false
  const url = new URL(origin)
  if (url.protocol !== 'https:' || url.port !== '' || url.origin !== origin) return false
  const labels = url.hostname.split('.')
  return labels.some((_, start) => domains.includes(labels.slice(start).join('.')))
}

function corsHeaders(origin, domains) {
  const headers = { Vary: 'Origin' }
  if (isOwnPage(origin, domains)) {
    headers['Access-Control-Allow-Origin'] = origin
    headers['Access-Control-Allow-Credentials'] = 'true'
  }
  return headers
}

module.exports = { corsHeaders }
