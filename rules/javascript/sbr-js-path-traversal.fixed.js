const fs = require('node:fs')
const path = require('node:path')

function readNote(folder, name) {
  const file = path.resolve(folder, name)
  if (!file.startsWith(path.resolve(folder) + path.sep)) throw new Error('outside the folder')
  return fs.readFileSync(file, 'utf8')
}

const readPage = (name) => {
  const file = path.resolve('/srv/pages', name)
  const inside = path.relative('/srv/pages', file)
  if (inside.startsWith('..') || path.isAbsolute(inside)) throw new Error('outside the folder')
  return fs.promises.readFile(file, 'utf8')
}

function serve(request, response) {
  response.sendFile(path.join('/srv/files', path.basename(request.params.name)))
}

module.exports = { readNote, readPage, serve }
