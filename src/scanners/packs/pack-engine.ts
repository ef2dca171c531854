import { join } from 'node:path'
import type { EngineEntry } from '../registry.ts'
import { createSemgrepEngine } from '../semgrep-core/engine.ts'
import type { RulePackSource } from '../semgrep-core/rule-pack.ts'
import { type PackManifest, packFolder, packNames, readPack, verifyPack } from './pack-store.ts'

/** Prefix of the engine that an added pack is: `pack:p-default`. */
const PREFIX = 'pack:'

/** An added pack as rules for the Semgrep core. */
export const sourceOfPack = (home: string, pack: PackManifest): RulePackSource => {
  const leftOut = new Set(pack.leftOut)
  return {
    name: pack.name,
    lineage: pack.lineage,
    heldOut: false,
    files: pack.files.map(({ file }) => join(packFolder(home, pack.name), 'rules', file)),
    leaveOut: { reason: `of a held-out judge: ${pack.leftOut.join(' ')}`, matches: (id) => leftOut.has(id) },
  }
}

/** One engine for each added pack: the Semgrep core with that pack alone. A pack that is not what was pinned is refused. */
export const packEngines = (home: string): EngineEntry[] =>
  packNames(home).map((pack) => {
    const name = `${PREFIX}${pack}`
    return {
      name,
      heldOut: false,
      create: (context) =>
        createSemgrepEngine(
          {
            name,
            packTitle: `The rule pack ${pack}`,
            heldOut: false,
            source: async () => {
              const manifest = readPack(home, pack)
              verifyPack(home, manifest)
              return sourceOfPack(home, manifest)
            },
          },
          context,
        ),
    }
  })

/** The added packs among names of engines. */
export const packsAmong = (names: readonly string[]): string[] =>
  [...new Set(names)].filter((name) => name.startsWith(PREFIX)).sort()
