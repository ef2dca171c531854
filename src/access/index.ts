export {
  type ApiKey,
  type Caller,
  type KeyLimits,
  mayDo,
  NO_LIMITS,
  parseScopes,
  SCOPES,
  type Scope,
} from './api-key.ts'
export { type Audit, type AuditEntry, openAudit } from './audit.ts'
export {
  type ApprovingRole,
  type Identity,
  localIdentity,
  ROLES,
  type Role,
  requireRole,
} from './identity.ts'
export { type KeyRegistry, type KeyToCreate, MAX_KEY_DAYS, openKeyRegistry } from './key-registry.ts'
export { localOperator } from './local-operator.ts'
export { type ApprovalFact, type ApprovalVerdict, judgeApprovals } from './two-person-rule.ts'
export { type AuditVerification, verifyAudit } from './verify-audit.ts'
