import { localOperator, verifyAudit } from '../access/index.ts'
import { openLocalCorpus } from '../corpus/index.ts'
import { EXIT, type ExitCode } from '../kernel/index.ts'
import { type CommandContext, runCommand } from './context.ts'
import type { RegisterCommand } from './register-command.ts'

/** `sbr verify`: the audit chain, and every signature against what is stored now. */
export const registerVerify: RegisterCommand = (program) => {
  program
    .command('verify')
    .description('check the audit chain and the signatures of datasets, gates, models and promotions')
    .option('--json', 'print one JSON document')
    .action((options: { json?: boolean }) => runCommand((context) => verify(options, context)))
}

async function verify(options: { json?: boolean }, context: CommandContext): Promise<ExitCode> {
  const { organisation, home } = context.config
  const local = await openLocalCorpus(context.config, localOperator())
  try {
    const { trusted } = local.keys
    const audit = await verifyAudit(local.database, { organisation, home, trusted })
    const artefacts = await local.corpus.verifyArtefacts(trusted)
    const broken = artefacts.filter((artefact) => artefact.why !== null)
    const holds = audit.broken === null && broken.length === 0
    if (options.json) {
      await context.out(`${JSON.stringify({ holds, audit, artefacts: artefacts.length, broken })}\n`)
    } else {
      const first = audit.broken
      await context.out(
        first === null
          ? `Audit chain: ${audit.records} records, ${audit.checkpoints} signed checkpoints, whole.\n`
          : `Audit chain: BROKEN at record ${first.sequence}: ${first.why}.\n`,
      )
      for (const { kind, id, why } of broken) await context.out(`${kind} ${id}: BROKEN: ${why}.\n`)
      await context.out(`Signatures: ${artefacts.length - broken.length} of ${artefacts.length} hold.\n`)
      if (artefacts.length + audit.records === 0) context.say('Nothing is stored yet. Next: `sbr demo`.')
    }
    return holds ? EXIT.done : EXIT.failure
  } finally {
    // Nothing that does not hold is signed over.
    await local.database.close()
  }
}
