const fs = require('node:fs')

function logLine(user, action) {
  return `${user} ${action}`
}

function auditLog(path, name) {
  fs.appendFileSync(path, `deleted ${name}\n`)
}

function fail(logger, user) {
  logger.warn(`login of ${user} failed`)
}

module.exports = { logLine, auditLog, fail }
