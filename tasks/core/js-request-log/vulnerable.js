function describeRequest({ method, path, headers, body }) {
  return JSON.stringify({ method, path, headers, body })
}

module.exports = { describeRequest }
