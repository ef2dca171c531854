function renderItem(item) {
  return `<li>${item}</li>`
}

module.exports = { renderItem }
