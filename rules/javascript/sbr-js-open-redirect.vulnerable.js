function next(request, response) {
  response.redirect(request.query.next)
}

function afterLogin(response, target) {
  response.writeHead(302, { Location: target })
  response.end()
}

module.exports = { next, afterLogin }
