function show(element, text) {
  element.innerHTML = text
}

const item = (label) => `<li>${label}</li>`

function hello(request, response) {
  response.send('<h1>Hello ' + request.query.name + '</h1>')
}

module.exports = { show, item, hello }
