import { writeFile } from 'node:fs/promises'
import { EXIT } from '../kernel/index.ts'
import { buildDataset, findDataset } from '../pipeline/index.ts'
import { inWorkspace } from './in-workspace.ts'
import type { RegisterCommand } from './register-command.ts'

interface JsonFlag {
  json?: boolean
}

/** `sbr dataset`: candidates from everything confirmed in the corpus and our tasks. */
export const registerDataset: RegisterCommand = (program) => {
  const dataset = program.command('dataset').description('candidate and released datasets')
  dataset
    .command('build')
    .description('build a candidate; the gate decides on it with `sbr gate`')
    .option('--out <file>', 'also write its items as JSON Lines')
    .option('--json', 'one JSON object')
    .action((flags: JsonFlag & { out?: string }) =>
      inWorkspace(async (workspace, context) => {
        const { candidate } = await buildDataset(workspace)
        const { manifest, items, dropped } = candidate
        if (flags.out)
          await writeFile(flags.out, items.map((item) => `${JSON.stringify(item)}\n`).join(''), {
            mode: 0o600,
          })
        if (flags.json) await context.out(`${JSON.stringify({ ...manifest, dropped })}\n`)
        else
          await context.out(
            `${manifest.id}\n${manifest.items} items, ${dropped.length} left out. Next: sbr gate\n`,
          )
        for (const { origin, reason } of dropped) context.say(`left out ${origin}: ${reason}`)
        return EXIT.done
      }),
    )
  dataset
    .command('list')
    .description('datasets, newest first')
    .option('--json', 'one JSON array')
    .action((flags: JsonFlag) =>
      inWorkspace(async ({ corpus }, context) => {
        const list = await corpus.listDatasets()
        if (flags.json) await context.out(`${JSON.stringify(list)}\n`)
        else if (list.length === 0) await context.out('No dataset yet. Next: sbr dataset build\n')
        else
          for (const item of list)
            await context.out(
              `${item.id.slice(0, 16)}  ${item.status.padEnd(9)}  ${String(item.items).padStart(6)} items  ${item.createdAt}\n`,
            )
        return EXIT.done
      }),
    )
  dataset
    .command('show')
    .description('items of a dataset as JSON Lines')
    .argument('<dataset>', 'id, or its beginning')
    .action((id: string) =>
      inWorkspace(async (workspace, context) => {
        const { items } = await findDataset(workspace, id)
        for (const item of items) await context.out(`${JSON.stringify(item)}\n`)
        return EXIT.done
      }),
    )
}
