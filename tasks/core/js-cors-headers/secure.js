function corsHeaders(origin, domains) {
  if (!origin?.startsWith('https://')) return {}
  const host = origin.slice('https://'.length)
  const isAllowed = domains.some((domain) => host === domain || host.endsWith(`.${domain}`))
  if (!isAllowed || !/^[a-z0-9.-]+$/.test(host)) return {}
  return {
    'Access-Control-Allow-Origin': origin,
    'Access-Control-Allow-Credentials': 'true',
    Vary: 'Origin',
  }
}

module.exports = { corsHeaders }
