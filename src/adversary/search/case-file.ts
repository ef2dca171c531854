import { chmod, mkdir, open, readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { SbrError, sha256 } from '../../kernel/index.ts'
import type { SearchResult } from './run-searches.ts'

/** An answer that got through: working, vulnerable, and rewarded nonetheless. */
export const AttackCaseSchema = Type.Object({
  task: Type.String(),
  language: Type.String(),
  cwe: Type.Integer(),
  /** Tricks that made it, in order. */
  steps: Type.Array(Type.String()),
  /** Its reward as a share of the honest answer's, when it was found. */
  share: Type.Number(),
  /** Policy that it was found against. */
  policyHash: Type.String(),
  code: Type.String({ maxLength: 16_000 }),
})
export type AttackCase = Static<typeof AttackCaseSchema>

const validator = Compile(AttackCaseSchema)

/**
 * Reads the cases of earlier attacks, one JSON object a line; none where there is no file.
 *
 * @throws SbrError `BAD_INPUT` naming the line that is no case.
 */
export async function readCases(path: string): Promise<AttackCase[]> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return []
    throw new SbrError('BAD_INPUT', `Could not read ${path}`, { cause, next: 'Check --cases.' })
  }
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return []
    const value = parse(line)
    if (!validator.Check(value))
      throw new SbrError('BAD_INPUT', `${path}:${at + 1} is no attack case`, {
        next: 'Remove the line, or name another file with --cases.',
      })
    return [value]
  })
}

/** Appends what got through and is not there yet; returns how many. The file is its owner's alone: it holds attacks. */
export async function appendCases(
  path: string,
  results: readonly SearchResult[],
  policyHash: string,
): Promise<number> {
  const known = new Set((await readCases(path)).map(({ task, code }) => sha256(`${task} ${code}`)))
  const lines = results.flatMap(({ task, language, cwe, through }) => {
    const key = through ? sha256(`${task} ${through.code}`) : ''
    // The plain reference is no find: every search starts there.
    if (!through || through.steps.length === 0 || known.has(key)) return []
    known.add(key)
    const { steps, share, code } = through
    return [`${JSON.stringify({ task, language, cwe, steps, share, policyHash, code })}\n`]
  })
  if (lines.length === 0) return 0
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(path, 'a', 0o600)
  try {
    await file.write(lines.join(''))
    await file.sync()
  } finally {
    await file.close()
  }
  await chmod(path, 0o600)
  return lines.length
}

/** Code of the cases by task, as searches take it. */
export function casesByTask(cases: readonly AttackCase[]): Map<string, string[]> {
  const byTask = new Map<string, string[]>()
  for (const { task, code } of cases) byTask.set(task, [...(byTask.get(task) ?? []), code])
  return byTask
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}
