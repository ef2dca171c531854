import type { ConnectionOptions } from 'node:tls'

interface Service {
  name: string
  address: string
  port: number
  ca: string
}

export function connectionOptions({ name, address, port, ca }: Service): ConnectionOptions {
  return { host: address, port, ca, servername: name }
}
