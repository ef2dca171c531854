const { execFile } = require('child_process')

exports.list = function (folder, done) {
  execFile('ls', ['--', folder], done)
}

exports.first = (folder) => (done) => execFile('head', ['-1', '--', folder], done)
