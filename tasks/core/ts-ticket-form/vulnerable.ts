interface Ticket {
  id: number
  title: string
  text: string
  priority: 'low' | 'normal' | 'high'
  author: string
  status: string
  assignee: string | null
}

export class TicketDesk {
  private tickets: Ticket[] = []

  open(form: Partial<Ticket>, author: string): Ticket {
    const ticket = {
      id: this.tickets.length + 1,
      author,
      status: 'open',
      assignee: null,
      priority: 'normal',
      ...form,
    } as Ticket
    this.tickets.push(ticket)
    return ticket
  }

  find(id: number): Ticket | undefined {
    return this.tickets.find((ticket) => ticket.id === id)
  }
}
