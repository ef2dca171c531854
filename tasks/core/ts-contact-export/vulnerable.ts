interface Contact {
  name: string
  company: string
  city: string
}

function cell(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replace(/"/g, '""')}"` : value
}

export function exportContacts(contacts: Contact[]): string {
  const rows = contacts.map(({ name, company, city }) => [name, company, city].map(cell).join(','))
  return ['name,company,city', ...rows].map((row) => `${row}\r\n`).join('')
}
