const RULES = {
  moderator: () => true,
  author: (name, comment) => comment.author === name,
  reader: (name, comment) => comment.author === name,
}

function removeComment(session, comments, id) {
  if (session === null) return 'refused'
  if (!comments.has(id)) return 'unknown'
  const isAllowed = Object.hasOwn(RULES, session.role) && RULES[session.role](session.name, comments.get(id))
  return isAllowed && comments.delete(id) ? 'removed' : 'refused'
}

module.exports = { removeComment }
