function postStatus(posts, author, { text, mood = '' }, now) {
  if (typeof text !== 'string' || typeof mood !== 'string') return null
  const status = text.trim()
  if (status.length < 1 || status.length > 280) return null
  const post = { author, text: status, mood: mood.slice(0, 20), at: now }
  posts.unshift(post)
  return post
}

module.exports = { postStatus }
