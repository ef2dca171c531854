const crypto = require('node:crypto')
const { writeFileSync } = require('node:fs')

const isGenuine = (data, sha256) =>
  crypto.createHash('sha256').update(data).digest().equals(Buffer.from(sha256, 'hex'))

async function installPlugin({ name, url, sha256 }, download, folder) {
  const data = await download(url)
  if (!isGenuine(data, sha256)) return null
  const target = `${folder}/${name}.js`
  writeFileSync(target, data)
  return target
}

module.exports = { installPlugin }
