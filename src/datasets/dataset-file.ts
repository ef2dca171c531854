import { readFile } from 'node:fs/promises'
import { Compile } from 'typebox/compile'
import { type DatasetItem, DatasetItemSchema, digestJson, SbrError } from '../kernel/index.ts'

const validator = Compile(DatasetItemSchema)

/** Reads a dataset written as JSON Lines, one item a line; a line that is no item is an error with its number. */
export async function readDatasetFile(path: string): Promise<{ id: string; items: DatasetItem[] }> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new SbrError('NOT_FOUND', `Could not read the dataset ${path}`, {
      cause,
      next: 'Name a dataset of `sbr dataset list`, or a file of JSON Lines.',
    })
  }
  const items = text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return []
    const value = parseLine(line, path, index + 1)
    if (validator.Check(value)) return [value]
    const [first] = validator.Errors(value)
    throw new SbrError(
      'BAD_INPUT',
      `${path}:${index + 1}: ${first?.instancePath ?? ''} ${first?.message ?? ''}`,
      {
        next: 'Each line is one dataset item; compare with `sbr dataset build --out FILE`.',
      },
    )
  })
  return { id: digestJson(items.map((item) => item.id).sort()), items }
}

function parseLine(line: string, path: string, number: number): unknown {
  try {
    return JSON.parse(line)
  } catch (cause) {
    throw new SbrError('BAD_INPUT', `${path}:${number} is not JSON`, {
      cause,
      next: 'Mend or remove that line.',
    })
  }
}
