import assert from "node:assert/strict"

export function testParsesSeveralKeys(candidate) {
  assert.deepEqual(candidate.parseConfig('{"host": "localhost", "port": 80}'), { host: "localhost", port: 80 })
}

export function testParsesNestedValues(candidate) {
  assert.deepEqual(candidate.parseConfig('{"log": {"level": "info", "to": ["a", null]}, "on": true}'), {
    log: { level: "info", to: ["a", null] },
    on: true,
  })
}

export function testParsesTheEmptyObject(candidate) {
  assert.deepEqual(candidate.parseConfig("{}"), {})
}

export function testTakesWhiteSpaceAround(candidate) {
  assert.deepEqual(candidate.parseConfig(' {\n"x" : -1.5e2\n}\n'), { x: -150 })
}

export function testRefusesBrokenText(candidate) {
  assert.deepEqual(candidate.parseConfig('{"a": 2}'), { a: 2 })
  assert.throws(() => candidate.parseConfig('{"a": '))
}
