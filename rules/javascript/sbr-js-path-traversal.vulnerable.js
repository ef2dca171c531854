const fs = require('node:fs')
const path = require('node:path')

function readNote(folder, name) {
  return fs.readFileSync(path.join(folder, name), 'utf8')
}

const readPage = (name) => {
  const file = path.resolve('/srv/pages', name)
  return fs.promises.readFile(file, 'utf8')
}

function serve(request, response) {
  response.sendFile('/srv/files/' + request.params.name)
}

module.exports = { readNote, readPage, serve }
