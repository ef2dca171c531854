const HEADERS = ['accept', 'accept-language', 'content-length', 'content-type', 'host', 'user-agent']
const PRIVATE = ['pass', 'secret', 'token', 'key', 'card', 'cvc', 'credential', 'auth', 'pin']

const pick = (object, names) =>
  Object.fromEntries(names.filter((name) => name in object).map((name) => [name, object[name]]))

function conceal(value) {
  if (Array.isArray(value)) return value.map(conceal)
  if (value === null || typeof value !== 'object') return value
  const shown = {}
  for (const [name, part] of Object.entries(value)) {
    const isPrivate = PRIVATE.some((word) => name.toLowerCase().includes(word))
    shown[name] = isPrivate ? '***' : conceal(part)
  }
  return shown
}

function describeRequest({ method, path, headers, body }) {
  return JSON.stringify({ method, path, headers: pick(headers, HEADERS), body: conceal(body) })
}

module.exports = { describeRequest }
