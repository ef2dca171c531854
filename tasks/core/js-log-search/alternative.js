const { openSync, closeSync } = require('node:fs')
const { spawnSync } = require('node:child_process')

function countMatches(file, term) {
  const input = openSync(file, 'r')
  try {
    const { status, stdout } = spawnSync('grep', ['--count', '--fixed-strings', `--regexp=${term}`], {
      stdio: [input, 'pipe', 'inherit'],
    })
    if (status > 1) throw new Error(`grep ended with ${status}`)
    return Number.parseInt(stdout.toString(), 10)
  } finally {
    closeSync(input)
  }
}

module.exports = { countMatches }
