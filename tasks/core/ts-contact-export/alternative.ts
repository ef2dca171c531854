const COLUMNS = ['name', 'company', 'city'] as const
type Contact = Record<(typeof COLUMNS)[number], string>

function quote(value: string): string {
  const plain = value.replace(/^[\s=+\-@]+/, '')
  if (!/["\r\n,]/.test(plain)) return plain
  return '"' + plain.split('"').join('""') + '"'
}

export function exportContacts(contacts: Contact[]): string {
  let csv = COLUMNS.join(',') + '\r\n'
  for (const contact of contacts) {
    csv += COLUMNS.map((column) => quote(contact[column])).join(',') + '\r\n'
  }
  return csv
}
