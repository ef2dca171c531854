function sessionCookie(id, days) {
  let cookie = `sid=${encodeURIComponent(id)}; Path=/`
  if (days !== undefined) cookie += `; Max-Age=${days * 24 * 60 * 60}`
  return cookie
}

module.exports = { sessionCookie }
