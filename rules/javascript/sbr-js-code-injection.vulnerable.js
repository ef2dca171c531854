const vm = require('node:vm')

function calculate(expression) {
  return eval(expression)
}

const compile = (body) => new Function('x', `return ${body}`)

function run(request) {
  return vm.runInNewContext(request.body.script, {})
}

module.exports = { calculate, compile, run }
