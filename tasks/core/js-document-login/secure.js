async function signInMember(members, body) {
  const { name, pinHash } = body
  if (typeof name !== 'string' || typeof pinHash !== 'string') return null
  const member = await members.findOne({ name, pinHash })
  return member && { name: member.name, city: member.city }
}

module.exports = { signInMember }
