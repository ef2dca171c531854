const { promisify } = require('node:util')
const { gunzip } = require('node:zlib')

const MAX_REPORT_BYTES = 1_500_000

async function readReport(upload) {
  const bytes = await promisify(gunzip)(upload, { maxOutputLength: MAX_REPORT_BYTES })
  return bytes
    .toString('utf8')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => line.split(';'))
}

module.exports = { readReport }
