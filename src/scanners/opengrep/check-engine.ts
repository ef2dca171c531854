import { readFile } from 'node:fs/promises'
import type { CreateEngine } from '../port.ts'
import { findRowanRules } from '../semgrep/engine.ts'
import { compileForCore } from '../semgrep-core/engine.ts'
import { createOpengrepEngine } from './engine.ts'

/**
 * OpenGrep with Semgrep's own pack: no voice (its lineage is the same), but a check. The two descend from one engine,
 * so the same rules must find the same; where they do not, one of them is wrong.
 */
export const createOpengrepCheck: CreateEngine = (context) =>
  createOpengrepEngine(
    {
      name: 'opengrep-check',
      load: async () => {
        const source = await findRowanRules()
        const made = source === null ? null : await compileForCore(source, context)
        if (made === null) return null
        const { pack, rules } = made.compiled
        const parts = [...rules].map(async ([language, file]) => ({
          languages: [language],
          rules: await readFile(file, 'utf8'),
        }))
        return { pack, parts: await Promise.all(parts) }
      },
    },
    context,
  )
