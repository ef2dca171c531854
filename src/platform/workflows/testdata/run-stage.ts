// A process of its own that runs one stage: `node run-stage.ts URL LEDGER MODE`. The test kills it.
import { appendFileSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectClient, createLogger, openDatabase, openWorkflows } from '../../index.ts'

const [url = '', ledger = '', mode = ''] = process.argv.slice(2)
const database = await openDatabase({ home: '', databaseUrl: url })
const workflows = openWorkflows(database, createLogger('silent'))
const note = (line: string) => appendFileSync(ledger, `${line}\n`)

/** Waits until every step that noted something is durable: one that is cut off before that would run again. */
async function untilRecorded(): Promise<void> {
  const client = await connectClient(url)
  for (;;) {
    const { rows } = await client.query<{ n: number }>('SELECT count(*)::int AS n FROM dbos.operation_outputs')
    const noted = readFileSync(ledger, 'utf8').trim().split('\n').length
    if ((rows[0]?.n ?? 0) >= noted) return
    await sleep(20)
  }
}

try {
  const result = await workflows.run(
    {
      name: 'ledger',
      version: 1,
      async run(input: { items: number[] }, context) {
        context.progress.step('counting')
        const first = await context.step('first', async () => {
          note('first')
          return 10
        })
        if (mode === 'kill-between') process.kill(process.pid, 'SIGKILL')
        const squares = await context.stepEach(input.items, {
          limit: 2,
          name: (item) => `square ${item}`,
          async run(item) {
            // The first item is slow, so that later ones finish before it.
            if (item === 1) await sleep(mode === 'kill-inside' ? 60_000 : 400)
            if (item === 4 && mode === 'kill-inside') {
              await untilRecorded()
              process.kill(process.pid, 'SIGKILL')
            }
            if (item === 4 && mode === 'fail') throw new Error('item 4 is broken')
            if (item === 4 && mode === 'hang') {
              note('hanging')
              await sleep(60_000, undefined, { signal: context.signal })
            }
            note(`square ${item}`)
            return item * item
          },
        })
        const sum = await context.step('sum', async () => {
          note('sum')
          return squares.reduce((a, b) => a + b, first)
        })
        return { sum }
      },
    },
    { items: [1, 2, 3, 4, 5, 6] },
  )
  process.stdout.write(`${JSON.stringify(result)}\n`)
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: (error as { code: string }).code, message: String(error) })}\n`)
}
await database.close()
