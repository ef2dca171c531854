function corsHeaders(origin, domains) {
  if (!origin || !origin.startsWith('https://')) return {}
  const isAllowed = domains.some((domain) => origin.endsWith(domain))
  if (!isAllowed) return {}
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    Vary: 'Origin',
  }
}

module.exports = { corsHeaders }
