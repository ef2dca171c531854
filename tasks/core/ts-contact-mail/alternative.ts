type Mail = Record<'from' | 'to' | 'subject' | 'body', string>

const CRLF = '\r\n'
const toOneLine = (text: string): string => text.split(/[\r\n]+/).join(' ')

export function composeMail(mail: Mail): string {
  const head = Object.entries({ From: mail.from, To: mail.to, Subject: mail.subject })
    .map(([name, value]) => `${name}: ${toOneLine(value)}${CRLF}`)
    .join('')
  const body = mail.body.replace(/\r\n?|\n/g, CRLF).trimEnd()
  return head + CRLF + body + CRLF
}
