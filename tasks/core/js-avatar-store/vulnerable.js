const fs = require('node:fs')
const path = require('node:path')

const TYPES = ['image/png', 'image/jpeg', 'image/gif']

function storeAvatar(folder, memberId, upload) {
  if (!TYPES.includes(upload.type)) return null
  const name = `${memberId}${path.extname(upload.name)}`
  fs.writeFileSync(path.join(folder, name), upload.data)
  return name
}

module.exports = { storeAvatar }
