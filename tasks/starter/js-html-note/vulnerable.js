function renderNote(note) {
  return `<em>${note}</em>`
}

module.exports = { renderNote }
