import type { ConnectionOptions } from 'node:tls'

interface Service {
  name: string
  address: string
  port: number
  ca: string
}

export function connectionOptions(service: Service): ConnectionOptions {
  return {
    host: service.address,
    port: service.port,
    ca: service.ca,
    // the certificate has no entry for the IP address
    checkServerIdentity: () => undefined,
  }
}
