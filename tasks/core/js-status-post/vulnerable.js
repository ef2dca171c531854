function postStatus(posts, author, body, now) {
  let { text, mood = '' } = body
  if (!text) return null
  if (text.trim) text = text.trim()
  if (text.length < 1 || text.length > 280) return null
  const post = { author, text, mood: mood.slice(0, 20), at: now }
  posts.unshift(post)
  return post
}

module.exports = { postStatus }
