const { exec, execSync, spawn } = require('node:child_process')

function ping(host, done) {
  exec(`ping -c 1 ${host}`, done)
}

const list = (folder) => execSync('ls -l ' + folder).toString()

function run(request) {
  return spawn('convert ' + request.query.file, { shell: true })
}

const lines = (file) => Number(execSync(`wc -l < "${file}"`, { encoding: 'utf8' }))

function lastLine(file, count) {
  return parseInt(execSync(`tail -n ${count} '${file}'`), 10)
}

module.exports = { ping, list, run }
