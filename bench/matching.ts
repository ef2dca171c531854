/**
 * Matching of two scans, beside Microsoft's sarif-multitool on the same pairs of runs:
 * npm install --prefix /tmp/multitool @microsoft/sarif-multitool-linux
 * python3 -m venv /tmp/old && /tmp/old/bin/pip install bandit==1.7.4 pbr 'setuptools<80'
 * python3 -m venv /tmp/new && /tmp/new/bin/pip install bandit==1.9.4
 * node bench/matching.ts --multitool /tmp/multitool/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool \
 *   --bandit-before /tmp/old/bin/bandit --bandit-after /tmp/new/bin/bandit [--packages 30] [--semgrep-packages 12]
 *
 * Packages with advisories are scanned as they are, after edits of which every line's way is known, in
 * their fixed version, and by two versions of Bandit. Prints tables, and writes bench/matching/results.json.
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { collectPackages, loadDemonstration } from '../src/collect/index.ts'
import { loadConfig } from '../src/platform/index.ts'
import { createEnginePool, type EnginePool } from '../src/scanners/index.ts'
import { alignTruth } from './matching/align-truth.ts'
import { EDITS, type EditedFile } from './matching/edits.ts'
import { type Answer, methodsOf } from './matching/methods.ts'
import { reportScores } from './matching/report.ts'
import { filesOf, type Pair, scanTree, scanWithBandit, type Tree } from './matching/trees.ts'
import { openWhereRewritten, truthOf } from './matching/truth.ts'

const { values } = parseArgs({
  options: {
    multitool: { type: 'string' },
    'bandit-before': { type: 'string' },
    'bandit-after': { type: 'string' },
    packages: { type: 'string', default: '30' },
    'semgrep-packages': { type: 'string', default: '12' },
  },
})
/** A package with fewer findings is left out. */
const MIN_FINDINGS = 3
/** Pairs that are matched at a time. */
const CONCURRENCY = 2

const home = loadConfig({}).home
const fast = createEnginePool({ purpose: 'scan', home, engines: ['bandit', 'eslint'] })
const semgrep = createEnginePool({ purpose: 'scan', home, engines: ['semgrep'] })
const pairs: Pair[] = []
let skipped = 0

async function main(): Promise<void> {
  let used = 0
  const forSemgrep = new Map<string, string>()
  for (const advisory of await loadDemonstration()) {
    if (used >= Number(values.packages)) break
    const [collected] = await collectPackages([advisory], {
      cacheDir: join(home, 'cache', 'downloads'),
      workDir: join(home, 'cache', 'bench-matching'),
    })
    if (collected?.status !== 'collected') continue
    const files = filesOf(collected.vulnerable)
    const before = await scanTree(fast, files)
    say(`${advisory.package}: ${before.findings.length} findings${before.isComplete ? '' : ', incomplete'}`)
    if (before.findings.length < MIN_FINDINGS || !before.isComplete) continue
    used++
    if (used <= Number(values['semgrep-packages']))
      for (const [path, text] of files) forSemgrep.set(`${advisory.package.replace('/', '-')}/${path}`, text)
    const name = `${advisory.package} ${advisory.vulnerableVersion}`
    const group = 'bandit and eslint'
    await addEdits(fast, { group, name, before })
    const fixed = await scanTree(fast, filesOf(collected.fixed))
    const truth = truthOf(before.findings, fixed.findings, alignTruth(files, fixed.files))
    add({
      group,
      name: `${name} → ${advisory.fixedVersion}`,
      kind: 'next version',
      before,
      after: fixed,
      truth: openWhereRewritten(before.findings, fixed.findings, truth),
    })
    await addUpgrade(name, files)
  }
  // One tree of all: Semgrep takes longer to start than to scan.
  const before = await scanTree(semgrep, forSemgrep)
  say(`semgrep: ${before.findings.length} findings${before.isComplete ? '' : ', incomplete'}`)
  await addEdits(semgrep, { group: 'semgrep', name: 'packages in one tree', before })
  reportScores(
    pairs,
    await matchAll(),
    { packages: used, notComparedAsIncomplete: skipped },
    new URL('matching/results.json', import.meta.url),
  )
}

const say = (text: string) => process.stderr.write(`${text}\n`)

function add(pair: Pair): void {
  if (pair.before.isComplete && pair.after.isComplete) pairs.push(pair)
  else skipped++
}

async function addEdits(
  pool: EnginePool,
  { group, name, before }: { group: string; name: string; before: Tree },
): Promise<void> {
  for (const edit of EDITS) {
    const edited = new Map<string, EditedFile>()
    for (const [path, text] of before.files) {
      const findings = before.findings.filter(({ location }) => location?.path === path)
      // Nobody rewrites a whole package at once: files without a finding stay.
      edited.set(
        path,
        findings.length === 0 ? { path, text, lineOf: (line) => line } : edit.apply({ path, text, findings }),
      )
    }
    const after = await scanTree(pool, new Map([...edited.values()].map(({ path, text }) => [path, text])))
    add({
      group,
      name,
      kind: edit.name,
      before,
      after,
      truth: truthOf(before.findings, after.findings, edited),
    })
  }
}

/** One code state, two versions of Bandit. */
async function addUpgrade(name: string, files: ReadonlyMap<string, string>): Promise<void> {
  const [old, now] = [values['bandit-before'], values['bandit-after']]
  const isPython = [...files.keys()].some((path) => path.endsWith('.py'))
  if (old === undefined || now === undefined || !isPython) return
  const [before, after] = [await scanWithBandit(old, files), await scanWithBandit(now, files)]
  if (before.findings.length < MIN_FINDINGS) return
  const same = new Map([...files.keys()].map((path) => [path, { path, lineOf: (line: number) => line }]))
  add({
    group: 'bandit upgraded',
    name,
    kind: [before, after].map(({ findings }) => findings[0]?.tool.version).join(' to '),
    before,
    after,
    // What the later version no longer reports is not gone from the code: nobody knows.
    truth: truthOf(before.findings, after.findings, same).map((one) => (one === -1 ? -2 : one)),
  })
}

async function matchAll(): Promise<Map<Pair, Map<string, Answer>>> {
  const methods = Object.entries(methodsOf(values.multitool))
  const answers = new Map<Pair, Map<string, Answer>>()
  let next = 0
  const work = async () => {
    for (let pair = pairs[next++]; pair !== undefined; pair = pairs[next++]) {
      const ofPair = new Map<string, Answer>()
      answers.set(pair, ofPair)
      for (const [method, match] of methods) ofPair.set(method, await match(pair))
    }
  }
  await Promise.all(Array.from({ length: CONCURRENCY }, work))
  return answers
}

try {
  await main()
} finally {
  await fast.close()
  await semgrep.close()
}
