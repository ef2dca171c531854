function add(request, notes) {
  const { title } = request.body
  if (title.length > 80) return null
  notes.push(title.slice(0, 80))
  return title
}

const isShort = (req) => req.query.name.length <= 20

function rename(user, body) {
  if (!body.nick || body.nick.length < 3) return false
  user.nick = body.nick
  return true
}

module.exports = { add, isShort, rename }
