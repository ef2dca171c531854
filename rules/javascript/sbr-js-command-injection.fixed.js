const { exec, execFile, execFileSync } = require('node:child_process')

const HOST = /^[a-z0-9.-]+$/

function ping(host, done) {
  if (!HOST.test(host)) throw new Error('not a host')
  exec(`ping -c 1 ${host}`, done)
}

const list = (folder) => execFileSync('ls', ['-l', '--', folder]).toString()

function run(request, done) {
  return execFile('convert', [request.query.file], done)
}

const tailOf = (count) => execSync(`tail -n ${Number(count)} server.log`).toString()

const free = () => Number(execSync('df --output=avail / | tail -1'))

module.exports = { ping, list, run }
