async function logIn(req, users) {
  return users.findOne({ name: req.body.name, password: req.body.password })
}

async function list(req, items) {
  const { owner } = req.query
  return items.find({ owner }).toArray()
}

async function remove(req, items) {
  await items.deleteMany({ owner: req.body.owner })
}

const find = (req, items) => items.findOne(req.query)

async function enter(members, body) {
  return members.findOne({ name: body.name, password: body.password })
}

const remove = (notes, { id }, body) => notes.deleteOne({ id, owner: body.owner })

module.exports = { logIn, list, remove, find }
