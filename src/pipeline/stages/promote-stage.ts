import { localIdentity } from '../../access/index.ts'
import type { Stage } from '../../platform/index.ts'
import type { Workspace } from '../workspace.ts'

export interface PromoteInput {
  model: string
  evaluation: string
}

export interface PromoteOutcome {
  model: string
  approvals: string[]
  note: string
}

const NOTE =
  'Two local identities of one machine approved it: this shows the rule, and no person looked at the model.'

/**
 * Promotes a model in the demonstration: approvals of two local identities in two roles, neither of them the
 * model's author, by the same calls and the same checks as any promotion.
 */
export function promoteStage(workspace: Workspace): Stage<PromoteInput, PromoteOutcome> {
  return {
    name: 'promote',
    version: 1,
    run: (input, context) =>
      context.step('approve and promote', async () => {
        const approvers = [
          {
            identity: localIdentity('demo-security-reviewer', ['security-reviewer']),
            role: 'security-reviewer' as const,
          },
          { identity: localIdentity('demo-ml-engineer', ['ml-engineer']), role: 'ml-engineer' as const },
        ]
        for (const { identity, role } of approvers)
          await (await workspace.local.as(identity)).approveModel({ model: input.model, role, reason: NOTE })
        const promoter = await workspace.local.as(
          approvers[1]?.identity ?? localIdentity('demo-ml-engineer', ['ml-engineer']),
        )
        await promoter.promoteModel({ model: input.model, evaluation: input.evaluation, reason: NOTE })
        return {
          model: input.model,
          approvals: approvers.map(({ identity, role }) => `${identity.name} (${role})`),
          note: NOTE,
        }
      }),
  }
}
