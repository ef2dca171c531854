const { exec, execSync, spawn } = require('node:child_process')

function ping(host, done) {
  exec(`ping -c 1 ${host}`, done)
}

const list = (folder) => execSync('ls -l ' + folder).toString()

function run(request) {
  return spawn('convert ' + request.query.file, { shell: true })
}

module.exports = { ping, list, run }
