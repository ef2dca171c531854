import { randomBytes } from 'node:crypto'
import type { ChatMessage } from '../../kernel/index.ts'
import type { Stage } from '../../platform/index.ts'
import { closeLoop } from '../close-loop.ts'
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
      const scanned = await context.step('scan the generation', async () => {
        const generations = await closeLoop(workspace, 100)
        const mine = generations.find((generation) => generation.id === answer.id)
        const document = mine?.documents[0]
        return {
          label: document?.label ?? 'unknown',
          reward: document?.reward ?? null,
          reason: document?.reason ?? 'The answer holds no code in a known language.',
          findings: mine?.findings ?? 0,
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
    throw new Error(`the gateway answered ${response.status}: ${body.error?.message ?? 'no choice'}`)
  return { id: body.id, text, route: response.headers.get('x-route-reason') ?? '' }
}
