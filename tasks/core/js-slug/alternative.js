function isSlug(text) {
  return text.split('-').every((group) => group !== '' && !/[^a-z0-9]/.test(group))
}

module.exports = { isSlug }
