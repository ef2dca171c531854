async function signInMember(members, body) {
  const member = await members.findOne({ name: body.name, pinHash: body.pinHash })
  return member ? { name: member.name, city: member.city } : null
}

module.exports = { signInMember }
