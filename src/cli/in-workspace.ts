import { type Identity, localIdentity, localOperator, ROLES } from '../access/index.ts'
import type { ExitCode } from '../kernel/index.ts'
import { type Workspace, withWorkspace } from '../pipeline/index.ts'
import { type CommandContext, runCommand } from './context.ts'
import { showProgress } from './progress.ts'

/** Runs a command's body on the corpus, with progress on stderr. `as` names another local identity. */
export function inWorkspace(
  body: (workspace: Workspace, context: CommandContext) => Promise<ExitCode>,
  options: { as?: string } = {},
): Promise<void> {
  return runCommand(async (context) => {
    const { config, logger, signal } = context
    const progress = showProgress(context)
    const actor: Identity = options.as === undefined ? localOperator() : localIdentity(options.as, ROLES)
    try {
      return await withWorkspace({ config, logger, signal, progress, actor }, (workspace) =>
        body(workspace, context),
      )
    } finally {
      progress.end()
    }
  })
}
