const { writeFileSync } = require('node:fs')
const { join } = require('node:path')

const SIGNATURES = [
  { ending: '.png', bytes: Buffer.from([0x89, 0x50, 0x4e, 0x47]) },
  { ending: '.jpg', bytes: Buffer.from([0xff, 0xd8, 0xff]) },
  { ending: '.gif', bytes: Buffer.from('GIF8') },
]

function storeAvatar(folder, memberId, { data }) {
  const format = SIGNATURES.find(({ bytes }) => data.subarray(0, bytes.length).equals(bytes))
  if (!format) return null
  const name = `${memberId}${format.ending}`
  writeFileSync(join(folder, name), data)
  return name
}

module.exports = { storeAvatar }
