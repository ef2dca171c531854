import { userInfo } from 'node:os'
import { type Identity, localIdentity, ROLES } from './identity.ts'

/**
 * Whoever sits at this machine, under the name of the system's user and with every role: who can read
 * `SBR_HOME` can do everything to it anyway. Roles divide once a second identity is named.
 */
export function localOperator(): Identity {
  return localIdentity(systemUserName().replace(/[^A-Za-z0-9._-]/g, '-') || 'operator', ROLES)
}

function systemUserName(): string {
  try {
    return userInfo()
      .username.replace(/^[^A-Za-z0-9]+/, '')
      .slice(0, 63)
  } catch {
    // A user id without an entry, as in many containers.
    return `uid-${process.getuid?.() ?? 0}`
  }
}
