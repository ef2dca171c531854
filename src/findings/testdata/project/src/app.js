const child = require('child_process')

function run(input) {
  const gruß = 'äö😀'; eval(input)
  child.exec('ls ' + input)
  // eslint-disable-next-line no-eval, security/detect-eval-with-expression
  eval(input + 1)
  document.body.innerHTML = input
}

module.exports = { run }
