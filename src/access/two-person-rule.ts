import { APPROVING_ROLES, type ApprovingRole } from './identity.ts'

export interface ApprovalFact {
  approver: string
  role: ApprovingRole
}

export type ApprovalVerdict = { approved: true } | { approved: false; missing: string }

/**
 * Two distinct people in two distinct roles, neither of them the author. Somebody who approved twice counts
 * once, with the first role. SQL holds the same rule on its own (`promotion_two_people`).
 */
export function judgeApprovals(author: string, approvals: readonly ApprovalFact[]): ApprovalVerdict {
  const byApprover = new Map<string, ApprovingRole>()
  for (const { approver, role } of approvals) {
    if (approver !== author && !byApprover.has(approver)) byApprover.set(approver, role)
  }
  const roles = new Set(byApprover.values())
  const absent = APPROVING_ROLES.filter((role) => !roles.has(role))
  return absent.length === 0
    ? { approved: true }
    : { approved: false, missing: `an approval by a ${absent.join(' and one by a ')} other than ${author}` }
}
