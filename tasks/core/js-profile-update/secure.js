const FIELDS = ['name', 'email', 'city']

function updateProfile(users, id, changes) {
  const user = users.get(id)
  if (!user) return null
  const updated = { ...user }
  for (const field of FIELDS) {
    if (Object.hasOwn(changes, field)) updated[field] = changes[field]
  }
  users.set(id, updated)
  return updated
}

module.exports = { updateProfile }
