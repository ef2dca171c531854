import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'

const Strings = Type.Array(Type.String({ minLength: 1 }))

const LayerTableSchema = Type.Object({
  comment: Type.Optional(Type.String()),
  /** The checker fails when it sees fewer modules of `src/`: a checker that sees nothing must not pass. */
  minimumModules: Type.Integer({ minimum: 1 }),
  /** From the top down. */
  layers: Type.Array(Type.Object({ name: Type.String(), folders: Strings })),
  /** The imports allowed inside one layer. */
  siblings: Type.Array(Type.Object({ from: Type.String(), to: Type.String(), why: Type.String() })),
  pure: Type.Object({
    layers: Strings,
    /** Modules of Node that do I/O. */
    forbidden: Strings,
    /** Expressions that read a clock, chance or the environment. */
    forbiddenText: Strings,
    /** Files that may hold them because they are the ports to them. */
    exceptions: Strings,
  }),
})

/** The architecture as `layers.json` states it. */
export type LayerTable = Static<typeof LayerTableSchema>

const validator = Compile(LayerTableSchema)

/** Reads `layers.json` of a project folder. @throws where it is not such a table. */
export function readLayerTable(root: string): LayerTable {
  const table: unknown = JSON.parse(readFileSync(join(root, 'layers.json'), 'utf8'))
  if (!validator.Check(table)) {
    const [first] = validator.Errors(table)
    throw new Error(`layers.json: ${first?.instancePath ?? ''} ${first?.message ?? 'is not valid'}`)
  }
  return table
}
