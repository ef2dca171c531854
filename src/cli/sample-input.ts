import { isUtf8 } from 'node:buffer'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Compile } from 'typebox/compile'
import { type Sample, SampleSchema } from '../kernel/index.ts'
import { collectTargets } from '../scanners/index.ts'

/** A sample, or why there is none where one was asked for. */
export type SampleInput = { sample: Sample } | { id: string; problem: string }

/** Bytes of one line or file that are read at most; the policy's own limit is far below. */
const MAX_BYTES = 64 * 1024 * 1024

const validator = Compile(SampleSchema)

/** Files and folders as samples: the language by extension, the id by the path relative to what they share. */
export async function* readSampleFiles(paths: readonly string[]): AsyncGenerator<SampleInput> {
  const { root, targets, skipped } = await collectTargets(paths)
  for (const { path, language, bytes } of targets) {
    // Manifests are targets of a scan, and no code to be judged.
    if (language === null) continue
    if (bytes > MAX_BYTES) {
      yield { id: path, problem: `the file has more than ${MAX_BYTES} bytes` }
      continue
    }
    const content = await readFile(join(root, path)).catch(() => null)
    if (content === null) yield { id: path, problem: 'the file cannot be read' }
    else if (!isUtf8(content)) yield { id: path, problem: 'the file is not UTF-8 text' }
    else yield { sample: { id: path, language, code: content.toString('utf8'), path } }
  }
  for (const { path, reason } of skipped)
    yield { id: path, problem: `it was left out (${reason ?? 'no reason'})` }
}

/** JSON Lines as samples. A line that is none is a result like the others, named by its id or its number. */
export async function* readSampleLines(input: AsyncIterable<Buffer | string>): AsyncGenerator<SampleInput> {
  let number = 0
  for await (const line of splitLines(input)) {
    number += 1
    if (line === null) yield { id: `line ${number}`, problem: `the line has more than ${MAX_BYTES} bytes` }
    else if (line.trim() !== '') yield toSample(line, number)
  }
}

function toSample(line: string, number: number): SampleInput {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    return { id: `line ${number}`, problem: `line ${number} is not JSON` }
  }
  if (validator.Check(value)) return { sample: value }
  const id = value !== null && typeof value === 'object' && 'id' in value ? value.id : null
  const [first] = validator.Errors(value)
  return {
    id: typeof id === 'string' && id !== '' ? id.slice(0, 500) : `line ${number}`,
    problem: `line ${number} is no sample: ${first?.instancePath || 'it'} ${first?.message ?? 'is not valid'}`,
  }
}

/** Lines of a stream; null for one that is too long, which is skipped without being kept. */
async function* splitLines(input: AsyncIterable<Buffer | string>): AsyncGenerator<string | null> {
  let parts: Buffer[] = []
  let size = 0
  const take = (): string | null => {
    const line = size > MAX_BYTES ? null : Buffer.concat(parts).toString('utf8')
    parts = []
    size = 0
    return line
  }
  for await (const chunk of input) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk
    let start = 0
    for (let end = bytes.indexOf(10); end >= 0; end = bytes.indexOf(10, start)) {
      keep(bytes.subarray(start, end))
      yield take()
      start = end + 1
    }
    keep(bytes.subarray(start))
  }
  if (size > 0) yield take()

  function keep(piece: Buffer): void {
    size += piece.length
    if (size <= MAX_BYTES) parts.push(piece)
    else parts = []
  }
}

/** Gathers `size` inputs at a time. */
export async function* inBatches<T>(inputs: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = []
  for await (const input of inputs) {
    batch.push(input)
    if (batch.length < size) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}
