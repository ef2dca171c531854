const { execFileSync } = require('node:child_process')

function sortLines(folder, name) {
  const output = execFileSync('sort', [name], { cwd: folder, encoding: 'utf8' })
  return output.split('\n').slice(0, -1)
}

module.exports = { sortLines }
