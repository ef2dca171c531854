function issue(response, id) {
  response.setHeader('Set-Cookie', `sid=${id}; Path=/; Secure`)
}

const remember = (token, seconds) => 'remember=' + token + '; Path=/; Max-Age=' + seconds

function build(id, host) {
  let text = `session=${encodeURIComponent(id)}; Path=/`
  if (host) text += `; Domain=${host}`
  return text
}

module.exports = { issue, remember, build }
