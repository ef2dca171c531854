const { execFile, execFileSync, spawn, spawnSync } = require('node:child_process')

const clone = (url) => execFileSync('git', ['clone', url, 'copy'])

function pack(name, done) {
  execFile('tar', ['-cf', 'out.tar', name], done)
}

function blame(request) {
  return spawn('git', ['blame', request.query.file])
}

const sorted = ({ file }) => spawnSync('sort', [file]).stdout.toString()

module.exports = { clone, pack, blame, sorted }
