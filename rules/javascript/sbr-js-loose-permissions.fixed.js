const fs = require('node:fs')

function publish(path) {
  fs.chmodSync(path, 0o644)
}

async function makeRunnable(path) {
  await fs.promises.chmod(path, 0o755)
}

function keep(path, data) {
  fs.writeFileSync(path, data, { mode: 0o600 })
}

module.exports = { publish, makeRunnable, keep }
