function removeComment(session, comments, id) {
  if (!session) return 'refused'
  const comment = comments.get(id)
  if (!comment) return 'unknown'
  comments.delete(id)
  return 'removed'
}

module.exports = { removeComment }
