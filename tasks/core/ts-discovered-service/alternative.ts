import { checkServerIdentity, type ConnectionOptions, type PeerCertificate } from 'node:tls'

type Service = Record<'name' | 'address' | 'ca', string> & { port: number }

export function connectionOptions(service: Service): ConnectionOptions {
  const { name, address: host, port, ca } = service
  return {
    host,
    port,
    ca,
    checkServerIdentity: (_host: string, certificate: PeerCertificate) => checkServerIdentity(name, certificate),
  }
}
