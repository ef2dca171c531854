function next(request, response) {
  response.redirect(request.query.next)
}

function afterLogin(response, target) {
  response.writeHead(302, { Location: target })
  response.end()
}

function leave(path) {
  const to = new URLSearchParams(path.split('?')[1]).get('to')
  if (!to) return { status: 404 }
  return { status: 302, location: to }
}

function back(url) {
  const target = new URL(url, 'https://shop.example').searchParams.get('back')
  return { statusCode: 303, headers: { Location: target } }
}

module.exports = { next, afterLogin }
