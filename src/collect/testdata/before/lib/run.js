const { exec } = require('child_process')

exports.list = function (folder, done) {
  exec('ls ' + folder, done)
}

exports.first = (folder) => (done) => exec('head -1 ' + folder, done)
