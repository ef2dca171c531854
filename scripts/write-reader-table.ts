/** Writes `docs/readers.md` from what the readers say of themselves: `node scripts/write-reader-table.ts`. */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { READERS } from '../src/findings/index.ts'

type ReaderFacts = (typeof READERS)[number]['facts']

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

const proofOf = ({ proof }: ReaderFacts): string =>
  proof.by === 'captured' ? `captured: ${proof.tools.join(', ')}` : `documentation only`

/** The page as it has to be. */
export function readerTable(): string {
  const sorted = [...READERS].sort((a, b) => (a.name < b.name ? -1 : 1))
  const captured = sorted.filter(({ facts }) => facts.proof.by === 'captured').length
  const tools = new Set(READERS.flatMap((reader) => reader.tools))
  const lines = [
    '# Readers',
    '',
    '<!-- Written by `node scripts/write-reader-table.ts` from the readers themselves. -->',
    '',
    `${sorted.length} readers for ${tools.size} names of tools, ${captured} of them proven on output that was captured from the tool itself, scanning`,
    'files of our own. The others were written after documentation or source: where, stands with each. A format is found by',
    'content; `sbr normalize --tool NAME` names it. `sbr normalize --readers` prints this list.',
    '',
    '| `--tool` | reader | proven on | severity from | confidence from | CWE from | says that a scan is incomplete by |',
    '|---|---|---|---|---|---|---|',
    ...sorted.map(
      ({ name, tools: names, facts }) =>
        `| ${names.map((tool) => `\`${tool}\``).join(', ')} | \`${name}\` | ${cell(proofOf(facts))} | ${cell(facts.severity)} | ${cell(facts.confidence)} | ${cell(facts.cwe)} | ${cell(facts.incomplete ?? 'nothing: only its exit code tells')} |`,
    ),
    '',
    '## Each format',
    '',
    ...sorted.flatMap(({ name, format, facts }) => [
      `### ${facts.title}`,
      '',
      `Reader \`${name}\`, findings carry format \`${format}\`.`,
      '',
      `- **Places:** ${facts.location}`,
      `- **Identity:** ${facts.identity}`,
      ...(facts.proof.by === 'documented'
        ? [
            `- **Not proven on the tool's own output:** ${facts.proof.why} Written after ${facts.proof.source}.`,
          ]
        : []),
      ...facts.limits.map((limit) => `- ${limit}`),
      '',
    ]),
  ]
  return lines.join('\n')
}

export const READER_TABLE_PATH = join(import.meta.dirname, '../docs/readers.md')

if (import.meta.main) writeFileSync(READER_TABLE_PATH, readerTable())
