import { readFileSync } from 'node:fs'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { IssueOverride } from '../findings/index.ts'
import { SbrError } from '../kernel/index.ts'

const line = Compile(
  Type.Object({
    repository: Type.String(),
    override: Type.Object({
      id: Type.String(),
      sequence: Type.Integer({ minimum: 1 }),
      action: Type.Enum(['split', 'merge', 'undo']),
      keys: Type.Array(Type.String()),
      from: Type.Array(Type.String()),
      undoes: Type.Union([Type.String(), Type.Null()]),
      acrossKinds: Type.Boolean(),
      by: Type.String(),
      at: Type.String(),
      reason: Type.String(),
    }),
  }),
)

/**
 * Reads what `sbr issues rulings --json` printed.
 *
 * @throws SbrError `BAD_USAGE` where the file is not that, with the line; `undo` without its ruling is fine.
 */
export function readRulings(path: string): IssueOverride[] {
  const next = 'Name a file that `sbr issues rulings --json` wrote.'
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (cause) {
    throw new SbrError('BAD_USAGE', `--rulings ${path} cannot be read`, { cause, next })
  }
  return text.split('\n').flatMap((entry, index) => {
    if (entry.trim() === '') return []
    let value: unknown
    try {
      value = JSON.parse(entry)
    } catch (cause) {
      throw new SbrError('BAD_USAGE', `--rulings ${path}: line ${index + 1} is no JSON`, { cause, next })
    }
    if (!line.Check(value))
      throw new SbrError('BAD_USAGE', `--rulings ${path}: line ${index + 1} is no ruling`, { next })
    return value.override
  })
}
