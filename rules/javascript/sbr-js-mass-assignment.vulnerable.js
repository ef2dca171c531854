function update(users, id, sent) {
  const user = users.get(id)
  if (!user) return null
  const next = { ...user, ...sent }
  users.set(id, next)
  return next
}

class Accounts {
  async change(id, fields) {
    const account = await this.accounts.findById(id)
    Object.assign(account, fields)
    await account.save()
  }
}

async function register(req, res) {
  res.json(await Member.create(req.body))
}

const replace = (request, record) => Object.assign(record, request.body)

const place = (req) => save({ owner: req.user.id, ...req.body })

module.exports = { update, Accounts, register, replace, place }
