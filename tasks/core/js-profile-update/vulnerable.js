function updateProfile(users, id, changes) {
  const user = users.get(id)
  if (!user) return null
  const updated = { ...user, ...changes }
  users.set(id, updated)
  return updated
}

module.exports = { updateProfile }
