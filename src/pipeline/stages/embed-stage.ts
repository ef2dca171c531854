import { openEmbedder } from '../../llm/index.ts'
import type { Stage } from '../../platform/index.ts'
import type { Workspace } from '../workspace.ts'

/** Embeds every stored code context that has no embedding yet, each distinct content once. */
export function embedStage(
  workspace: Workspace,
): Stage<{ contexts: number; model: string }, { embedded: number }> {
  return {
    name: 'embed',
    version: 1,
    run: (_input, context) =>
      context.step('embed contexts', async (signal) => {
        const embedder = openEmbedder(workspace.config)
        return workspace.corpus.embedMissing(embedder, context.progress, signal)
      }),
  }
}
