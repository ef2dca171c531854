const toText = (value) => String(value ?? '').trim()

function postStatus(posts, author, body, now) {
  const text = toText(body.text)
  if (text === '' || text.length > 280) return null
  posts.unshift({ author, text, mood: toText(body.mood).substring(0, 20), at: now })
  return posts[0]
}

module.exports = { postStatus }
