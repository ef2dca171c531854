function updateProfile(users, id, changes) {
  const user = users.get(id)
  if (user === undefined) return null
  const { name = user.name, email = user.email, city = user.city } = changes
  return Object.assign(user, { name, email, city })
}

module.exports = { updateProfile }
