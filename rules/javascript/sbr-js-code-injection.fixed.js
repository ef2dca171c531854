const OPERATIONS = new Map([
  ['double', (x) => 2 * x],
  ['square', (x) => x * x],
])

function calculate(expression) {
  return JSON.parse(expression)
}

const compile = (name) => OPERATIONS.get(name)

function run(request) {
  return OPERATIONS.get(request.body.name)?.(request.body.value)
}

module.exports = { calculate, compile, run }
