const { execFileSync } = require('node:child_process')

function countMatches(file, term) {
  try {
    return Number(execFileSync('grep', ['-c', '-F', '-e', term, '--', file], { encoding: 'utf8' }))
  } catch (error) {
    if (error.status === 1) return 0
    throw error
  }
}

module.exports = { countMatches }
