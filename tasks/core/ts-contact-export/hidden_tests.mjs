import assert from 'node:assert/strict'

export function testOnlyTheFirstLine(candidate) {
  assert.equal(candidate.exportContacts([]), 'name,company,city\r\n')
}

export function testDoublesQuotes(candidate) {
  const csv = candidate.exportContacts([{ name: 'Bob "Bo" Ray', company: 'A\nB', city: '' }])
  assert.equal(csv, 'name,company,city\r\n"Bob ""Bo"" Ray","A\nB",\r\n')
}

export function testKeepsOtherSigns(candidate) {
  const csv = candidate.exportContacts([
    { name: "O'Neil-Smith", company: 'a@b = c + d', city: 'Zürich 王' },
    { name: '3M', company: '#1', city: '(x)' },
  ])
  assert.equal(csv, "name,company,city\r\nO'Neil-Smith,a@b = c + d,Zürich 王\r\n3M,#1,(x)\r\n")
}
