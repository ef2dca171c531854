function add(request, notes) {
  const { title } = request.body
  if (typeof title !== 'string' || title.length > 80) return null
  notes.push(title)
  return title
}

const isShort = (req) => String(req.query.name).length <= 20

function rename(user, body) {
  const nick = toText(body.nick)
  if (nick.length < 3) return false
  user.nick = nick
  return true
}

function count(request) {
  const { items } = request.body
  return items.length > 3
}

function measure(text) {
  return text.length > 80
}

module.exports = { add, isShort, rename, count, measure }
