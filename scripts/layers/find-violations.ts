import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser'
import { type LayerTable, readLayerTable } from './layer-table.ts'
import { pureFolders, toRules } from './to-rules.ts'

export interface LayerReport {
  /** Modules of `src/` that were really read. */
  modules: number
  /** One line each: the rule, from where, to what. */
  violations: string[]
}

/** Checks a project folder against its `layers.json`. Too few modules seen is a violation like any other. */
export async function findViolations(root: string): Promise<LayerReport> {
  const table = readLayerTable(root)
  const seen = await cruiseSource(root, table)
  const modules = seen.modules.filter((module) => module.source.startsWith('src/')).length
  const violations = [
    ...seen.summary.violations.map((found) => {
      const cycle = found.cycle?.map((step) => step.name).join(' → ')
      return `${found.rule.name}: ${found.from} → ${cycle ?? found.to}`
    }),
    ...unlistedFolders(root, table),
    ...impureText(root, table),
  ]
  if (modules < table.minimumModules)
    violations.unshift(`minimum: saw ${modules} modules of src/, fewer than ${table.minimumModules}`)
  return { modules, violations: [...new Set(violations)].sort() }
}

async function cruiseSource(root: string, table: LayerTable): Promise<ICruiseResult> {
  const options: ICruiseOptions = {
    baseDir: root,
    validate: true,
    ruleSet: { forbidden: toRules(table) },
    // Type imports count: without this a cycle of types is not seen.
    tsPreCompilationDeps: true,
    // Data of tests: sample projects whose imports lead nowhere by design.
    exclude: { path: ['/testdata/'] },
    doNotFollow: { path: ['node_modules', '\\.sbr/'] },
  }
  // Packages that have an `exports` table only are found through these conditions.
  const resolution = {
    exportsFields: ['exports'],
    conditionNames: ['import', 'require', 'node', 'types', 'default'],
  }
  const { output } = await cruise(['src'], options, resolution)
  if (typeof output === 'string') throw new Error('dependency-cruiser gave no result to read')
  return output
}

/** A folder that the table does not know would be under no rule at all. */
function unlistedFolders(root: string, table: LayerTable): string[] {
  const known = new Set(table.layers.flatMap((layer) => layer.folders))
  return readdirSync(join(root, 'src'), { withFileTypes: true })
    .filter((entry) => !entry.isDirectory() || !known.has(entry.name))
    .map((entry) => `unlisted: src/${entry.name} is in no layer of layers.json`)
}

/** Clocks and chance need no import, so they are looked for in the text. */
function impureText(root: string, table: LayerTable): string[] {
  const found: string[] = []
  for (const folder of pureFolders(table)) {
    for (const path of sourceFiles(root, `src/${folder}`)) {
      if (table.pure.exceptions.includes(path)) continue
      const text = readFileSync(join(root, path), 'utf8')
      for (const forbidden of table.pure.forbiddenText)
        if (text.includes(forbidden)) found.push(`pure: ${path} → ${forbidden}`)
    }
  }
  return found
}

function sourceFiles(root: string, folder: string): string[] {
  let names: string[]
  try {
    names = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
  } catch {
    return [] // a folder of the table that nobody has written yet
  }
  return names
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && !name.includes('testdata/'))
    .map((name) => `${folder}/${name}`)
}
