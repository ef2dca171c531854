async function logIn(req, users) {
  return users.findOne({ name: String(req.body.name) })
}

async function list(req, items) {
  const owner = req.query.owner
  if (typeof owner !== 'string') throw new Error('owner must be text')
  return items.find({ owner }).toArray()
}

async function remove(req, items) {
  await items.deleteMany({ owner: Number(req.body.owner) })
}

async function enter(members, body) {
  if (typeof body.name !== 'string') return null
  return members.findOne({ name: body.name })
}

const remove = (notes, body) => notes.deleteOne({ owner: String(body.owner) })

module.exports = { logIn, list, remove }
