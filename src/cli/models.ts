import { InvalidArgumentError } from 'commander'
import type { ApprovingRole } from '../access/index.ts'
import { EXIT, SbrError } from '../kernel/index.ts'
import { requireDigest } from '../models/index.ts'
import { findModel } from '../pipeline/index.ts'
import { inWorkspace } from './in-workspace.ts'
import type { RegisterCommand } from './register-command.ts'

interface Flags {
  json?: boolean
  as?: string
}

/** `sbr models`: the registry, and promotion by two people. */
export const registerModels: RegisterCommand = (program) => {
  const models = program
    .command('models')
    .description('trained models: list, approve, promote, roll back, verify')
  models
    .command('list')
    .description('registered models and which one serves')
    .option('--json', 'one JSON object')
    .action((flags: Flags) =>
      inWorkspace(async ({ corpus }, context) => {
        const [list, promotion] = [await corpus.listModels(), await corpus.currentPromotion()]
        if (flags.json)
          await context.out(`${JSON.stringify({ models: list, promoted: promotion?.model ?? null })}\n`)
        else if (list.length === 0) await context.out('No model yet. Next: sbr train\n')
        else
          for (const model of list)
            await context.out(
              `${model.sha256.slice(0, 16)}  ${model.kind.padEnd(7)}  ${model.createdAt}${model.sha256 === promotion?.model ? '  promoted' : ''}\n`,
            )
        return EXIT.done
      }),
    )
  models
    .command('approve')
    .description('approve a model; its author cannot, and a promotion needs two people in two roles')
    .argument('<model>', 'SHA-256, or its beginning')
    .requiredOption('--role <role>', 'security-reviewer or ml-engineer', parseRole)
    .requiredOption('--reason <text>', 'why')
    .option('--as <name>', 'local identity; default: the system user')
    .action((model: string, flags: Flags & { role: ApprovingRole; reason: string }) =>
      inWorkspace(async (workspace, context) => {
        const { sha256 } = await findModel(workspace, model)
        const { added } = await workspace.corpus.approveModel({
          model: sha256,
          role: flags.role,
          reason: flags.reason,
        })
        await context.out(
          `${sha256.slice(0, 16)} ${added ? 'approved' : 'was approved already'} as ${flags.role}\n`,
        )
        return EXIT.done
      }, flags),
    )
  models
    .command('promote')
    .description('put an approved and evaluated model into service')
    .argument('<model>', 'SHA-256, or its beginning')
    .requiredOption('--reason <text>', 'why')
    .option('--as <name>', 'local identity; default: the system user')
    .action((model: string, flags: Flags & { reason: string }) =>
      inWorkspace(async (workspace, context) => {
        const { sha256 } = await findModel(workspace, model)
        const [evaluation] = await workspace.corpus.listEvaluations(sha256)
        if (evaluation === undefined)
          throw new SbrError('NOT_ALLOWED', `Model ${sha256.slice(0, 12)} was not evaluated`, {
            next: 'Run `sbr evaluate` first.',
          })
        const promotion = await workspace.corpus.promoteModel({
          model: sha256,
          evaluation: evaluation.id,
          reason: flags.reason,
        })
        await context.out(`${sha256.slice(0, 16)} serves since ${promotion.at}\n`)
        return EXIT.done
      }, flags),
    )
  models
    .command('rollback')
    .description('go back to the model that served before, or to none')
    .requiredOption('--reason <text>', 'why')
    .option('--as <name>', 'local identity; default: the system user')
    .action((flags: Flags & { reason: string }) =>
      inWorkspace(async ({ corpus }, context) => {
        const promotion = await corpus.rollbackPromotion(flags.reason)
        await context.out(`${promotion.model?.slice(0, 16) ?? 'no model'} serves now\n`)
        return EXIT.done
      }, flags),
    )
  models
    .command('verify')
    .description('check that every adapter on disk is what was registered')
    .option('--json', 'one JSON array')
    .action((flags: Flags) =>
      inWorkspace(async ({ corpus }, context) => {
        const adapters = (await corpus.listModels()).filter((model) => model.kind === 'adapter')
        const results = await Promise.all(
          adapters.map(async ({ sha256, path }) => {
            const fault = await requireDigest(path, sha256).then(() => null, String)
            return { model: sha256, intact: fault === null, fault }
          }),
        )
        if (flags.json) await context.out(`${JSON.stringify(results)}\n`)
        else if (results.length === 0) await context.out('No adapter yet. Next: sbr train\n')
        else
          for (const result of results)
            await context.out(`${result.model.slice(0, 16)}  ${result.intact ? 'intact' : result.fault}\n`)
        return results.every((result) => result.intact) ? EXIT.done : EXIT.failure
      }),
    )
}

function parseRole(text: string): ApprovingRole {
  if (text === 'security-reviewer' || text === 'ml-engineer') return text
  throw new InvalidArgumentError('It is security-reviewer or ml-engineer.')
}
