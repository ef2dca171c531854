const { execSync } = require('node:child_process')

function countMatches(file, term) {
  try {
    return Number(execSync(`grep -cF "${term}" "${file}"`, { encoding: 'utf8' }))
  } catch (error) {
    if (error.status === 1) return 0
    throw error
  }
}

module.exports = { countMatches }
