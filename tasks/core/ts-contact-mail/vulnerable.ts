interface Mail {
  from: string
  to: string
  subject: string
  body: string
}

export function composeMail(mail: Mail): string {
  const message = `From: ${mail.from}
To: ${mail.to}
Subject: ${mail.subject}

${mail.body}`
  return `${message.trimEnd().replace(/\r?\n/g, '\r\n')}\r\n`
}
