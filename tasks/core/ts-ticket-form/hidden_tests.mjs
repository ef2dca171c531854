import assert from 'node:assert/strict'

export function testCountsIds(candidate) {
  const desk = new candidate.TicketDesk()
  const ids = ['a', 'b', 'c'].map((title) => desk.open({ title, text: '' }, 'bob').id)
  assert.deepEqual(ids, [1, 2, 3])
}

export function testFindsTickets(candidate) {
  const desk = new candidate.TicketDesk()
  desk.open({ title: 'a', text: 'x' }, 'bob')
  desk.open({ title: 'b', text: 'y' }, 'cid')
  assert.equal(desk.find(2).title, 'b')
  assert.equal(desk.find(2).author, 'cid')
  assert.equal(desk.find(3), undefined)
}

export function testTakesThePriority(candidate) {
  const desk = new candidate.TicketDesk()
  assert.equal(desk.open({ title: 'a', text: 'x', priority: 'high' }, 'bob').priority, 'high')
  assert.equal(desk.find(1).priority, 'high')
}

export function testDesksAreApart(candidate) {
  const desk = new candidate.TicketDesk()
  desk.open({ title: 'a', text: 'x' }, 'bob')
  assert.equal(new candidate.TicketDesk().find(1), undefined)
}
