const { gunzipSync } = require('node:zlib')

async function readReport(upload) {
  const text = gunzipSync(upload).toString('utf8')
  return text
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split(';'))
}

module.exports = { readReport }
