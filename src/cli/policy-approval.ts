import { existsSync } from 'node:fs'
import type { Command } from 'commander'
import { loadPolicy } from '../judge/index.ts'
import { digestJson, EXIT } from '../kernel/index.ts'
import { adoptPolicy } from '../pipeline/index.ts'
import { inWorkspace } from './in-workspace.ts'

interface Flags {
  reason: string
  as?: string
  json?: boolean
}

/** `sbr policy propose | approve | proposals | history`: a changed policy is a change that somebody approves. */
export function registerPolicyApproval(policy: Command): void {
  policy
    .command('propose')
    .description('propose a policy, for somebody else to approve')
    .argument('<file>', 'policy document')
    .requiredOption('--reason <text>', 'why')
    .option('--as <name>', 'local identity; default: the system user')
    .option('--json', 'one JSON object')
    .action((file: string, flags: Flags) =>
      inWorkspace(async ({ corpus }, context) => {
        const document = loadPolicy(file)
        const { policy: digest, added } = await corpus.proposePolicy({ document, reason: flags.reason })
        await context.out(
          flags.json
            ? `${JSON.stringify({ policy: digest, name: document.name, version: document.version, added })}\n`
            : `${digest.slice(0, 16)} ${added ? 'proposed' : 'was proposed already'}: ${document.name} version ${document.version}. Next: sbr policy approve ${digest.slice(0, 16)}, by somebody else\n`,
        )
        return EXIT.done
      }, flags),
    )
  policy
    .command('approve')
    .description('approve a proposed policy and put it to use by its name; its author cannot')
    .argument('<policy>', 'its digest, the beginning of it, or the file')
    .requiredOption('--reason <text>', 'why')
    .option('--as <name>', 'local identity; default: the system user')
    .option('--json', 'one JSON object')
    .action((named: string, flags: Flags) =>
      inWorkspace(async ({ corpus }, context) => {
        const digest = existsSync(named) ? digestJson(loadPolicy(named)) : named
        const adopted = await adoptPolicy(corpus, context.config.home, {
          policy: digest,
          reason: flags.reason,
        })
        await context.out(
          flags.json
            ? `${JSON.stringify(adopted)}\n`
            : `${adopted.name} version ${adopted.version} is in use: ${adopted.path}\n`,
        )
        return EXIT.done
      }, flags),
    )
  policy
    .command('proposals')
    .description('proposed policies and who approved them')
    .option('--json', 'one JSON array')
    .action((flags: { json?: boolean }) =>
      inWorkspace(async ({ corpus }, context) => {
        const proposals = await corpus.listPolicyProposals()
        if (flags.json)
          await context.out(`${JSON.stringify(proposals.map(({ document: _, ...rest }) => rest))}\n`)
        else if (proposals.length === 0) await context.out('No policy was proposed.\n')
        else
          for (const { policy: digest, name, version, author, reason, approvals } of proposals)
            await context.out(
              `${digest.slice(0, 16)}  ${name} version ${version} by ${author}: ${reason}; ${approvals.length === 0 ? 'not approved' : `approved by ${approvals.map(({ approver }) => approver).join(', ')}`}\n`,
            )
        return EXIT.done
      }),
    )
  policy
    .command('history')
    .description('hashes that rewards were given under, and what each stands for')
    .option('--json', 'one JSON array')
    .action((flags: { json?: boolean }) =>
      inWorkspace(async ({ corpus }, context) => {
        const recorded = await corpus.findRecordedPolicies('')
        if (flags.json) await context.out(`${JSON.stringify(recorded)}\n`)
        else if (recorded.length === 0) await context.out('No reward was given yet.\n')
        else
          for (const { hash, policy: document, identity, at } of recorded)
            await context.out(
              `${hash.slice(0, 16)}  ${at}  ${document.name} version ${document.version}, ${identity.engines
                .filter(({ available }) => available)
                .map(({ name, version }) => `${name} ${version ?? ''}`.trim())
                .join(', ')}\n`,
            )
        return EXIT.done
      }),
    )
}
