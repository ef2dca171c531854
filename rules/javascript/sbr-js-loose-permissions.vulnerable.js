const fs = require('node:fs')
const { chmodSync } = require('node:fs')

function publish(path) {
  fs.chmodSync(path, 0o777)
}

async function share(path) {
  await fs.promises.chmod(path, 0o666)
}

function write(path, data) {
  fs.writeFileSync(path, data, { mode: 0o777 })
}

const open = (path) => chmodSync(path, '777')

module.exports = { publish, share, write, open }
