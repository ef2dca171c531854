function issue(response, id) {
  response.setHeader('Set-Cookie', `sid=${id}; Path=/; HttpOnly; Secure; SameSite=Lax`)
}

const remember = (token, seconds) => 'remember=' + token + '; Path=/; HttpOnly; Secure; Max-Age=' + seconds

function build(id, host) {
  let text = `session=${encodeURIComponent(id)}; Path=/`
  if (host) text += `; Domain=${host}`
  text += '; HttpOnly; Secure'
  return text
}

const list = (id) => [`sid=${id}; Path=/`, 'HttpOnly', 'Secure'].join('; ')

const choose = (theme) => `theme=${theme}; Path=/`

module.exports = { issue, remember, build, list, choose }
