const PAGES = new Map([['home', '/'], ['news', '/news']])

function next(request, response) {
  response.redirect(PAGES.get(request.query.next) ?? '/')
}

function afterLogin(response, target) {
  if (!target.startsWith('/') || target.startsWith('//')) return response.end()
  response.writeHead(302, { Location: target })
  response.end()
}

const EXITS = new Map([['docs', 'https://docs.example/']])

function leave(path) {
  const name = new URLSearchParams(path.split('?')[1]).get('to')
  const to = EXITS.get(name)
  return to ? { status: 302, location: to } : { status: 404 }
}

function back(url) {
  const target = new URLSearchParams(url).get('back')
  if (!/^\/[\w-]/.test(target)) return { status: 400 }
  return { status: 302, location: target }
}

module.exports = { next, afterLogin }

function afterFailure(options, response) {
  return response.redirect(options.failureRedirect)
}
