interface Contact {
  name: string
  company: string
  city: string
}

function cell(value: string): string {
  const text = /^\s*[=+\-@\t\r]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text
}

export function exportContacts(contacts: Contact[]): string {
  const rows = contacts.map(({ name, company, city }) => [name, company, city].map(cell).join(','))
  return ['name,company,city', ...rows].map((row) => `${row}\r\n`).join('')
}
