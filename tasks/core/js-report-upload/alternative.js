const { Readable } = require('node:stream')
const { createGunzip } = require('node:zlib')

const LIMIT = 1024 * 1024

async function readReport(upload) {
  const decoder = new TextDecoder()
  const source = Readable.from([upload])
  const unpacked = createGunzip()
  source.on('error', (error) => unpacked.destroy(error))
  let size = 0
  let text = ''
  for await (const chunk of source.pipe(unpacked)) {
    size += chunk.length
    if (size > LIMIT) throw new Error(`The report has more than ${LIMIT} bytes`)
    text += decoder.decode(chunk, { stream: true })
  }
  const rows = []
  for (const line of text.split('\n')) {
    const row = line.replace(/\r$/, '')
    if (row) rows.push(row.split(';'))
  }
  return rows
}

module.exports = { readReport }
