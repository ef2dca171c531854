import { existsSync } from 'node:fs'
import Table from 'cli-table3'
import { readDatasetFile } from '../datasets/index.ts'
import { GATE_RULES, judgeDataset } from '../gate/index.ts'
import { EXIT, type GateVerdict } from '../kernel/index.ts'
import { findDataset, loadGateProfile, measureItems } from '../pipeline/index.ts'
import { inWorkspace } from './in-workspace.ts'
import type { RegisterCommand } from './register-command.ts'

/** `sbr gate`: measures a dataset and judges it by a profile. */
export const registerGate: RegisterCommand = (program) => {
  program
    .command('gate')
    .description('judge a dataset: exit 0 passed, 4 not passed')
    .argument('[dataset]', 'id or its beginning, or a file of JSON Lines; default: the newest')
    .option('--profile <name>', 'bars: a name or a file', 'default')
    .option('--json', 'print {passed, rules, dataset, profile}')
    .action((dataset: string | undefined, flags: { profile: string; json?: boolean }) =>
      inWorkspace(async (workspace, context) => {
        const profile = await loadGateProfile(flags.profile)
        const isFile = dataset !== undefined && existsSync(dataset)
        const { id, items } = isFile ? await readDatasetFile(dataset) : await findDataset(workspace, dataset)
        const verdict = judgeDataset(await measureItems(workspace, id, items), profile)
        if (!isFile) {
          await workspace.corpus.storeGateVerdict(verdict)
          if (verdict.passed) await workspace.corpus.releaseDataset(id, profile.name)
        }
        await context.out(flags.json ? `${JSON.stringify(verdict)}\n` : renderVerdict(verdict))
        return verdict.passed ? EXIT.done : EXIT.gateNotPassed
      }),
    )
}

function renderVerdict(verdict: GateVerdict): string {
  const table = new Table({ head: ['rule', 'value', 'bar', '', 'how'], style: { head: [], border: [] } })
  const why = new Map(GATE_RULES.map((rule) => [rule.name, rule.why]))
  for (const { rule, value, bar, passed, how } of verdict.rules)
    table.push([
      rule,
      value === null ? 'not measured' : String(Math.round(value * 1000) / 1000),
      String(bar),
      passed ? 'ok' : 'NOT PASSED',
      passed ? how : `${how}\n${why.get(rule) ?? ''}`,
    ])
  return `${table}\n${verdict.profile}: ${verdict.passed ? 'passed' : 'NOT PASSED'}, dataset ${verdict.dataset.slice(0, 16)}\n`
}
