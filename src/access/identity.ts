import { SbrError } from '../kernel/index.ts'

export const ROLES = ['security-reviewer', 'ml-engineer', 'developer', 'ci'] as const
export type Role = (typeof ROLES)[number]

/** Roles whose approval counts for a dataset or a model. */
export const APPROVING_ROLES = ['security-reviewer', 'ml-engineer'] as const
export type ApprovingRole = (typeof APPROVING_ROLES)[number]

/** Who acts. `local` identities are names on one machine: they say who was at the keyboard, and prove nothing. */
export interface Identity {
  name: string
  roles: readonly Role[]
  kind: 'local'
}

/** An identity of this machine. Names are folded to one form, so that no second spelling is a second person. */
export function localIdentity(name: string, roles: readonly Role[]): Identity {
  const folded = name.normalize('NFKC').trim().toLowerCase()
  if (!/^[a-z0-9][a-z0-9._-]{0,62}$/.test(folded))
    throw new SbrError('BAD_USAGE', `"${name.slice(0, 80)}" is no name of an identity`, {
      next: 'Use letters, digits, dots, dashes and underscores, at most 63.',
    })
  const unknown = roles.find((role) => !ROLES.includes(role))
  if (unknown !== undefined)
    throw new SbrError('BAD_USAGE', `There is no role "${String(unknown)}"`, {
      next: `Use ${ROLES.join(', ')}.`,
    })
  return { name: folded, roles: [...new Set(roles)], kind: 'local' }
}

/** @throws SbrError `NOT_ALLOWED` where the identity has none of the roles. */
export function requireRole(identity: Identity, roles: readonly Role[], action: string): void {
  if (!identity.roles.some((role) => roles.includes(role)))
    throw new SbrError('NOT_ALLOWED', `${identity.name} may not ${action}`, {
      next: `Ask somebody with the role ${roles.join(' or ')}.`,
    })
}
