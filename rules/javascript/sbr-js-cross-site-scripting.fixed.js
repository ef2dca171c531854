const escapeHtml = (text) =>
  text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

function show(element, text) {
  element.textContent = text
}

const item = (label) => `<li>${escapeHtml(label)}</li>`

function hello(request, response) {
  const name = escapeHtml(request.query.name)
  response.send('<h1>Hello ' + name + '</h1>')
}

module.exports = { show, item, hello }

// The text between two templates is no template: `one`, then <a place with markup>, then `two`.
function joinNames(first, second) {
  return `${first}` + (first < second ? ' before ' : ' after ') + `${second}`
}
