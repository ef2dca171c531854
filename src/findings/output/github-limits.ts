/**
 * What GitHub code scanning takes (docs.github.com, "SARIF results exceed limits"): beyond `most` it
 * refuses the file, beyond `shown` it keeps the most severe.
 */
const RUNS = { most: 20 }
const RESULTS = { most: 25_000, shown: 5000 }

/** What was written of one run. */
export interface RunCount {
  tool: string
  results: number
  rules: number
  /** Results whose report names no file. */
  placeless: number
}

/** What GitHub would refuse or leave out of a log, as sentences for people. */
export function githubWarnings(runs: readonly RunCount[], maxRules: number): string[] {
  const warnings: string[] = []
  if (runs.length > RUNS.most)
    warnings.push(`GitHub refuses this file: it has ${runs.length} runs, and the most is ${RUNS.most}`)
  for (const { tool, results, rules, placeless } of runs) {
    if (results > RESULTS.most)
      warnings.push(
        `GitHub refuses this file: ${tool} has ${results} results, and the most of a run is ${RESULTS.most}`,
      )
    else if (results > RESULTS.shown)
      warnings.push(`GitHub shows ${RESULTS.shown} of the ${results} results of ${tool}, the most severe`)
    if (rules >= maxRules)
      warnings.push(`${tool} has ${maxRules} rules, GitHub's most: further ones are named, not described`)
    if (placeless > 0)
      warnings.push(`${placeless} results of ${tool} name no file: they stand at the scanned folder`)
  }
  return warnings
}
