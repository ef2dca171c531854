const { createHash } = require('node:crypto')
const fs = require('node:fs/promises')
const path = require('node:path')

async function installPlugin(entry, download, folder) {
  const data = await download(entry.url)
  const sum = createHash('sha256').update(data).digest('hex')
  if (sum !== entry.sha256.toLowerCase()) throw new Error(`${entry.url} does not have the checksum of the index`)
  const file = path.join(folder, `${path.basename(entry.name)}.js`)
  await fs.writeFile(file, data)
  return file
}

module.exports = { installPlugin }
