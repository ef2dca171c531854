const { timingSafeEqual } = require('node:crypto')

async function signInMember(members, body) {
  const found = await members.findOne({ name: { $eq: String(body.name) } })
  if (found === null) return null
  const [given, stored] = [String(body.pinHash), found.pinHash].map((text) => Buffer.from(text))
  if (given.length !== stored.length || !timingSafeEqual(given, stored)) return null
  const { name, city } = found
  return { name, city }
}

module.exports = { signInMember }
