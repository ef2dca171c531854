function serializeCookie(name, value, attributes) {
  let text = `${name}=${encodeURIComponent(value)}`
  for (const [attribute, setting] of Object.entries(attributes)) {
    if (setting === true) text += `; ${attribute}`
    else if (setting !== undefined) text += `; ${attribute}=${setting}`
  }
  return text
}

function sessionCookie(id, days) {
  return serializeCookie('sid', id, {
    Path: '/',
    'Max-Age': days === undefined ? undefined : days * 86_400,
    Secure: true,
    HttpOnly: true,
    SameSite: 'Strict',
  })
}

module.exports = { sessionCookie }
