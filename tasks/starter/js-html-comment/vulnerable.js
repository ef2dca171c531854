function renderComment(text) {
  return `<p>${text}</p>`
}

module.exports = { renderComment }
