function resetToken() {
  let text = ''
  while (text.length < 32) text += Math.floor(Math.random() * 16).toString(16)
  return text
}

module.exports = { resetToken }
