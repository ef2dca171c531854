const HIDDEN = /^(authorization|proxy-authorization|cookie|set-cookie)$|passw|secret|token|api[-_]?key|card|cvc|pin$/i

function describeRequest({ method, path, headers, body }) {
  return JSON.stringify({ method, path, headers, body }, (key, value) => (HIDDEN.test(key) ? '[hidden]' : value))
}

module.exports = { describeRequest }
