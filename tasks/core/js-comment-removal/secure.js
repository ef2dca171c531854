function mayRemove(session, comment) {
  return session.role === 'moderator' || comment.author === session.name
}

function removeComment(session, comments, id) {
  if (!session) return 'refused'
  const comment = comments.get(id)
  if (!comment) return 'unknown'
  if (!mayRemove(session, comment)) return 'refused'
  comments.delete(id)
  return 'removed'
}

module.exports = { removeComment }
