import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { collectTargets, createEnginePool, type EngineOutput } from '../../src/scanners/index.ts'
import { hostileNames } from '../../src/scanners/testing.ts'

const MARKER = 'RAN-A-COMMAND'
const PYTHON = 'import os\n\n\ndef run(c):\n    os.system("ls " + c)\n'
const JAVASCRIPT = 'module.exports = (c) => eval(c)\n'
const goFile = (index: number) =>
  `package p\n\nimport "os/exec"\n\nfunc Run${index}(c string) error {\n\treturn exec.Command("sh", "-c", c).Run()\n}\n`
/** By turns; one in every three files is of each language. */
const LANGUAGES = ['py', 'js', 'go'] as const
const contentOf = { py: () => PYTHON, js: () => JAVASCRIPT, go: goFile }
/** As the advisories' format has it: enough for the matcher to have something to match. */
const ADVISORY = {
  id: 'OSV-0000-0001',
  modified: '2026-01-01T00:00:00Z',
  affected: [
    {
      package: { ecosystem: 'PyPI', name: 'left-out' },
      ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }] }],
    },
  ],
}

export interface Counted {
  outputs: EngineOutput[]
  /** Targets that each engine should have looked at. */
  wanted: Map<string, number>
  /** Places where a file lies that only a command in a name would have made. */
  commands: string[]
}

/** So many files and folders with hostile names through every engine that is there, manifests for the matcher included. */
export async function scanHostileNames(count: number, home: string, folder: string): Promise<Counted> {
  const names = hostileNames(count, MARKER)
  const kindOf = (index: number) => LANGUAGES[index % LANGUAGES.length] ?? 'py'
  const files = names.flatMap((name, index): [string, string][] => [
    [`${name}.${kindOf(index)}`, contentOf[kindOf(index)](index)],
    // A manifest has a name of its own: what is hostile is the folder.
    [join(`d${name}`, 'requirements.txt'), 'left-out==1.0\n'],
  ])
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  await mkdir(join(home, 'advisories/PyPI'), { recursive: true })
  await writeFile(join(home, 'advisories/PyPI/OSV-0000-0001.json'), JSON.stringify(ADVISORY))
  const pool = createEnginePool({ purpose: 'reward', home })
  try {
    const { root, targets } = await collectTargets(folder)
    const outputs = await pool.scan({ root, targets, timeoutMs: 30_000 })
    const of = (kind: string) => names.filter((_, index) => kindOf(index) === kind).length
    const wanted = new Map([
      ['semgrep', count],
      ...['opengrep', 'recheck'].map((name): [string, number] => [name, of('py') + of('js')]),
      ['bandit', of('py')],
      ...['eslint', 'retire'].map((name): [string, number] => [name, of('js')]),
      ['osv', count],
      ...(outputs.some(({ run }) => run.tool.name === 'gosec' && run.status !== 'not-run')
        ? [['gosec', of('go')] as const]
        : []),
    ])
    const commands: string[] = []
    for (const place of [folder, process.cwd(), home])
      if ((await readdir(place)).includes(MARKER)) commands.push(place)
    return { outputs, wanted, commands }
  } finally {
    await pool.close()
  }
}
