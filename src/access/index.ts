export { type Audit, type AuditEntry, openAudit } from './audit.ts'
export {
  type ApprovingRole,
  type Identity,
  localIdentity,
  ROLES,
  type Role,
  requireRole,
} from './identity.ts'
export { localOperator } from './local-operator.ts'
export { type ApprovalFact, type ApprovalVerdict, judgeApprovals } from './two-person-rule.ts'
export { type AuditVerification, verifyAudit } from './verify-audit.ts'
