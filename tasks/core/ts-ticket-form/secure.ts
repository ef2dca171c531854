type Priority = 'low' | 'normal' | 'high'

interface TicketForm {
  title: string
  text: string
  priority?: Priority
}

interface Ticket extends Required<TicketForm> {
  id: number
  author: string
  status: 'open' | 'closed'
  assignee: string | null
}

export class TicketDesk {
  private readonly tickets = new Map<number, Ticket>()

  open({ title, text, priority = 'normal' }: TicketForm, author: string): Ticket {
    const id = this.tickets.size + 1
    const ticket: Ticket = { id, title, text, priority, author, status: 'open', assignee: null }
    this.tickets.set(id, ticket)
    return ticket
  }

  find(id: number): Ticket | undefined {
    return this.tickets.get(id)
  }
}
