import assert from 'node:assert/strict'

export function testExports(candidate) {
  assert.equal(
    candidate.exportContacts([{ name: 'Ada', company: 'Engines, Ltd.', city: 'London' }]),
    'name,company,city\r\nAda,"Engines, Ltd.",London\r\n',
  )
}
