function continueUrl(siteUrl, next) {
  if (!next) return `${siteUrl}/`
  if (next.startsWith('/') || next.startsWith(siteUrl)) {
    return new URL(next, siteUrl).href
  }
  return `${siteUrl}/`
}

module.exports = { continueUrl }
