const fs = require('node:fs')

function logLine(user, action) {
  return `${user} ${action}`
}

function auditLog(path, customer) {
  fs.appendFileSync(path, `deleted ${customer}\n`)
}

function fail(logger, user) {
  logger.warn(`login of ${user} failed`)
}

module.exports = { logLine, auditLog, fail }
