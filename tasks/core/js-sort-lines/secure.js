const { execFileSync } = require('node:child_process')
const path = require('node:path')

function sortLines(folder, name) {
  const output = execFileSync('sort', [path.join(folder, path.basename(name))], { encoding: 'utf8' })
  return output.split('\n').slice(0, -1)
}

module.exports = { sortLines }
