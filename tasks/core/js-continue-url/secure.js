function continueUrl(siteUrl, next) {
  const start = new URL('/', siteUrl)
  if (!next || !URL.canParse(next, start)) return start.href
  const target = new URL(next, start)
  return target.origin === start.origin ? target.href : start.href
}

module.exports = { continueUrl }
