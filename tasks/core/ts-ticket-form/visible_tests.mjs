import assert from 'node:assert/strict'

export function testOpensATicket(candidate) {
  const desk = new candidate.TicketDesk()
  const ticket = desk.open({ title: 'Printer', text: 'No paper' }, 'ada')
  assert.deepEqual({ ...ticket }, { id: 1, title: 'Printer', text: 'No paper', priority: 'normal', author: 'ada', status: 'open', assignee: null })
}
