import { randomBytes } from 'node:crypto'
import { type ChatMessage, SbrError } from '../../kernel/index.ts'
import { readGeneration } from '../../loop/index.ts'
import type { Stage } from '../../platform/index.ts'
import { closeLoop } from '../close-loop.ts'
import { withJudge } from '../judge-session.ts'
import { openServing } from '../serving.ts'
import type { Workspace } from '../workspace.ts'

export interface ServeInput {
  model: string
  messages: ChatMessage[]
}

export interface ServeOutcome {
  prompt: string
  text: string
  route: string
  label: string
  reward: number | null
  reason: string
  findings: number
}

/** Starts the server, as the command line layer builds it; handed in, because imports go downward. */
export type StartServer = (
  workspace: Workspace,
  serving: Awaited<ReturnType<typeof openServing>>,
  options: { key: string; port: number },
) => Promise<{ url: string; close(): Promise<void> }>

/**
 * Serves the promoted model, sends one generation through `/v1/chat/completions` over HTTP, scans what came back
 * and puts its findings into the corpus: the loop is closed.
 */
export function serveStage(workspace: Workspace, startServer: StartServer): Stage<ServeInput, ServeOutcome> {
  return {
    name: 'serve',
    version: 1,
    run: async (input, context) => {
      const answer = await context.step('one generation through the gateway', async (signal) => {
        const serving = await openServing(workspace)
        try {
          const key = randomBytes(24).toString('hex')
          const server = await startServer(workspace, serving, { key, port: 0 })
          try {
            return await askOnce(server.url, key, input.messages, signal)
          } finally {
            await server.close()
          }
        } finally {
          await serving.close()
        }
      })
      const scanned = await context.step('scan the generation', async (signal) => {
        await closeLoop(workspace, 100)
        // Asked from what is stored and judged anew: an attempt that was killed here had scanned it already.
        const stored = await workspace.corpus.listFindings({ snapshot: answer.id })
        const samples = readGeneration(answer)
        const [document] =
          samples.length === 0
            ? []
            : await withJudge({ policy: 'default', tasks: false }, workspace.config, ({ judge }) =>
                judge.judge(samples, signal),
              )
        return {
          label: document?.label ?? ('unknown' as const),
          reward: document?.reward ?? null,
          reason: document?.reason ?? 'The answer holds no code in a known language.',
          findings: stored.length,
        }
      })
      return {
        prompt: input.messages.map((message) => message.content).join('\n'),
        text: answer.text,
        route: answer.route,
        ...scanned,
      }
    },
  }
}

async function askOnce(
  url: string,
  key: string,
  messages: ChatMessage[],
  signal: AbortSignal,
): Promise<{ id: string; text: string; route: string }> {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'sbr/code', messages, max_tokens: 200, temperature: 0 }),
    signal,
  })
  const body = (await response.json()) as {
    id?: string
    choices?: { message: { content: string } }[]
    error?: { message: string }
  }
  const text = body.choices?.[0]?.message.content
  if (!response.ok || text === undefined || body.id === undefined)
    throw new SbrError(
      'MODEL',
      `The gateway answered ${response.status}: ${body.error?.message ?? 'no choice'}`,
      {
        next: 'Run the same command again; `sbr models list` says what is promoted.',
      },
    )
  return { id: body.id, text, route: response.headers.get('x-route-reason') ?? '' }
}
