const FIELDS = ['name', 'city']

function update(users, id, sent) {
  const user = users.get(id)
  if (!user) return null
  const next = { ...user }
  for (const field of FIELDS) if (Object.hasOwn(sent, field)) next[field] = sent[field]
  users.set(id, next)
  return next
}

class Accounts {
  async change(id, { name, city }) {
    const account = await this.accounts.findById(id)
    Object.assign(account, { name, city })
    await account.save()
  }

  async patch(id, fields) {
    if (Object.keys(fields).some((field) => !FIELDS.includes(field))) throw new Error('not a field')
    const account = await this.accounts.findById(id)
    return { ...account, ...fields }
  }
}

async function register(req, res) {
  const { name, city } = req.body
  res.json(await Member.create({ name, city }))
}

const start = (options) => ({ ...DEFAULTS, ...options })

const replace = (request, record) => Object.assign(record, SCHEMA.parse(request.body))

module.exports = { update, Accounts, register, start, replace }
