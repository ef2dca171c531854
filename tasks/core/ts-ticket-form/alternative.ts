class Ticket {
  title = ''
  text = ''
  priority = 'normal'
  status = 'open'
  assignee: string | null = null
  readonly id: number
  readonly author: string

  constructor(id: number, author: string) {
    this.id = id
    this.author = author
  }
}

const FORM_FIELDS = ['title', 'text', 'priority'] as const

export class TicketDesk {
  #tickets: Ticket[] = []

  open(form: Record<string, string>, author: string): Ticket {
    const ticket = new Ticket(this.#tickets.length + 1, author)
    for (const field of FORM_FIELDS) ticket[field] = form[field] ?? ticket[field]
    this.#tickets.push(ticket)
    return ticket
  }

  find(id: number): Ticket | undefined {
    return this.#tickets[id - 1]
  }
}
