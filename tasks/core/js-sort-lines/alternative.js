const { spawnSync } = require('node:child_process')
const { openSync, closeSync } = require('node:fs')
const { resolve } = require('node:path')

function sortLines(folder, name) {
  const file = openSync(resolve(folder, name), 'r')
  const { status, stdout, stderr } = spawnSync('sort', { stdio: [file, 'pipe', 'pipe'] })
  closeSync(file)
  if (status !== 0) throw new Error(`sort failed: ${stderr}`)
  const text = stdout.toString('utf8').replace(/\n$/, '')
  return text === '' ? [] : text.split('\n')
}

module.exports = { sortLines }
