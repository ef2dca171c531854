const fs = require('node:fs')

const oneLine = (text) => text.replace(/[\u0000-\u001f]+/g, ' ')

function logLine(user, action) {
  return `${oneLine(user)} ${oneLine(action)}`
}

function auditLog(path, name) {
  fs.appendFileSync(path, `deleted ${JSON.stringify(name)}\n`)
}

function fail(logger, user) {
  const clean = user.replace(/[\r\n]/g, ' ')
  logger.warn(`login of ${clean} failed`)
}

function statusLog({ status, path }) {
  return `${status} ${oneLine(path)}`
}

function greeting(name) {
  return `Hello ${name}`
}

module.exports = { logLine, auditLog, fail, statusLog, greeting }

function warnIndex(logger, indexName) {
  logger.warn(`index ${indexName} is deferred`)
}
