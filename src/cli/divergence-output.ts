import Table from 'cli-table3'
import { cweLabel, printable } from '../findings/index.ts'
import type { Divergence, DivergentTwins } from '../scanners/index.ts'

/** Engine that runs Semgrep's pack a second time, for the comparison alone. */
export const CHECK_ENGINE = 'opengrep-check'

/** One line for each pair of engines that has one pack and two answers. */
export const describeAlarms = ({ alarms }: Divergence): string[] =>
  alarms.map(
    (twins) =>
      `ALARM  ${twins.a} and ${twins.b} have the same rules (${twins.pack}) and not the same findings: ` +
      `${twins.onlyA} only ${twins.a}, ${twins.onlyB} only ${twins.b}${firstOf(twins)}`,
  )

const firstOf = ({ examples: [first] }: DivergentTwins): string =>
  first ? `, such as ${first.title} in ${printable(first.path)}:${first.line ?? '?'}` : ''

/** For each pair of engines and weakness: seen by both, and by one alone. */
export function formatDivergence({ pairs }: Divergence): string {
  if (pairs.length === 0) return 'No two engines have looked at the same file\n'
  const table = new Table({
    head: ['engines', 'CWE', 'both', 'first only', 'second only', 'example'],
    style: { head: [] },
  })
  for (const { a, b, cwe, both, onlyA, onlyB, examples } of pairs) {
    const [first] = examples
    const example = first ? `${first.engine}: ${printable(first.path)}:${first.line ?? '?'}` : ''
    table.push([`${a}, ${b}`, cwe === null ? 'none' : cweLabel(cwe), both, onlyA, onlyB, example])
  }
  return `${table.toString()}\n`
}
