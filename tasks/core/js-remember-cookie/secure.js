const SECONDS_A_DAY = 24 * 60 * 60

function sessionCookie(id, days) {
  const attributes = [`sid=${encodeURIComponent(id)}`, 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']
  if (days !== undefined) attributes.push(`Max-Age=${days * SECONDS_A_DAY}`)
  return attributes.join('; ')
}

module.exports = { sessionCookie }
