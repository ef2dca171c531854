const PAGES = new Map([['home', '/'], ['news', '/news']])

function next(request, response) {
  response.redirect(PAGES.get(request.query.next) ?? '/')
}

function afterLogin(response, target) {
  if (!target.startsWith('/') || target.startsWith('//')) return response.end()
  response.writeHead(302, { Location: target })
  response.end()
}

module.exports = { next, afterLogin }
