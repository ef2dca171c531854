interface Mail {
  from: string
  to: string
  subject: string
  body: string
}

function header(name: string, value: string): string {
  if (/[\r\n]/.test(value)) throw new Error(`${name} has more than one line`)
  return `${name}: ${value}`
}

export function composeMail({ from, to, subject, body }: Mail): string {
  const lines = [
    header('From', from),
    header('To', to),
    header('Subject', subject),
    '',
    ...body.trimEnd().split(/\r\n|\r|\n/),
  ]
  return `${lines.join('\r\n')}\r\n`
}
