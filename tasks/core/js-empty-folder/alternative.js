const { lstatSync, readdirSync, rmSync } = require('node:fs')

function countFiles(path) {
  const stats = lstatSync(path)
  if (!stats.isDirectory()) return stats.isFile() ? 1 : 0
  return readdirSync(path).reduce((sum, name) => sum + countFiles(`${path}/${name}`), 0)
}

function emptyFolder(folder) {
  const removed = countFiles(folder)
  for (const name of readdirSync(folder)) rmSync(`${folder}/${name}`, { recursive: true, force: true })
  return removed
}

module.exports = { emptyFolder }
