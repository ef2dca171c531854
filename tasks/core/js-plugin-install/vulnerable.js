const fs = require('node:fs/promises')
const path = require('node:path')

async function installPlugin(entry, download, folder) {
  const data = await download(entry.url)
  const file = path.join(folder, `${entry.name}.js`)
  await fs.writeFile(file, data)
  return file
}

module.exports = { installPlugin }
