import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { sha256 } from '../src/kernel/index.ts'
import { minimalEnvironment, PROJECT_ROOT, runProcess } from '../src/platform/index.ts'
import { makeSamples } from './engines/make-samples.ts'

/**
 * Are reward documents the same byte for byte? `node bench/reproducible.ts [--samples 200] [--other CHECKOUT]`.
 *
 * The same samples are judged by processes of their own, each in a home and a working directory of its own, in the
 * other order and in other batches; with `--other` also by another installed checkout. Exit code 1 where one byte differs.
 */
const { values: flags } = parseArgs({
  options: { samples: { type: 'string', default: '200' }, other: { type: 'string' } },
})
const folder = await mkdtemp(join(tmpdir(), 'sbr-bench-reproducible-'))
const say = (line: string) => process.stdout.write(`${line}\n`)

interface Way {
  name: string
  checkout: string
  args: string[]
}

const WAYS: Way[] = [
  { name: 'all at once', checkout: PROJECT_ROOT, args: [] },
  { name: 'the same again', checkout: PROJECT_ROOT, args: [] },
  { name: 'last first, in batches of 37', checkout: PROJECT_ROOT, args: ['--reverse', '--batch', '37'] },
  ...(flags.other === undefined
    ? []
    : [{ name: 'the other checkout', checkout: resolve(flags.other), args: ['--batch', '64'] }]),
]

try {
  const samples = await makeSamples(Number(flags.samples))
  await writeFile(join(folder, 'samples.json'), JSON.stringify(samples))
  const texts: string[] = []
  for (const [index, way] of WAYS.entries()) {
    texts.push(await judge(way, String(index)))
    const valid = linesOf(texts[index]).filter((line) => line.includes('"valid":true')).length
    say(
      `${way.name}: ${linesOf(texts[index]).length} documents, ${valid} valid, sha256 ${sha256(texts[index] ?? '')}`,
    )
  }
  const first = linesOf(texts[0])
  for (const [index, { name }] of WAYS.entries()) {
    const others = linesOf(texts[index])
    const differing = first.filter((line, at) => line !== others[at])
    if (index > 0) say(`${name}: ${differing.length} of ${first.length} documents differ from the first`)
    if (differing.length > 0 || others.length !== first.length) process.exitCode = 1
    const at = first.indexOf(differing[0] ?? '')
    if (differing[0]) say(`  for example\n  ${differing[0].slice(0, 600)}\n  ${others[at]?.slice(0, 600)}`)
  }
} finally {
  await rm(folder, { recursive: true, force: true })
}

function linesOf(text: string | undefined): string[] {
  return (text ?? '').split('\n').filter(Boolean)
}

async function judge({ checkout, args }: Way, name: string): Promise<string> {
  const own = join(folder, `place-${name}`)
  await mkdir(own)
  const out = join(own, 'documents.jsonl')
  const { exitCode, stderr } = await runProcess({
    command: process.execPath,
    args: [
      join(checkout, 'bench/reproducible/judge-once.ts'),
      ...['--home', join(own, 'home'), '--in', join(folder, 'samples.json'), '--out', out],
      ...args,
    ],
    cwd: own,
    env: minimalEnvironment(),
    timeoutMs: 600_000,
  })
  if (exitCode !== 0) throw new Error(`${checkout}: ${stderr.toString('utf8').slice(-500)}`)
  return readFile(out, 'utf8')
}
