const SITE_PATH = /^\/(?![/\\])[^\s\\]*$/

function continueUrl(siteUrl, next = '') {
  const path = next.startsWith(`${siteUrl}/`) ? next.slice(siteUrl.length) : next
  return siteUrl + (SITE_PATH.test(path) ? path : '/')
}

module.exports = { continueUrl }
