import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Diagnostic, type Language, SbrError } from '../../kernel/index.ts'
import { runCore } from './core-command.ts'
import { wordOfError } from './core-output.ts'

/** Milliseconds to load a rules file. */
const PROBE_MS = 60_000

/**
 * Loads a rules file once over an empty target and says which rules the core refuses: it would leave
 * them out of every scan without a word in the result.
 */
export async function probeRules(core: string, rulesFile: string, language: Language): Promise<Diagnostic[]> {
  const folder = await mkdtemp(join(tmpdir(), 'sbr-probe-'))
  try {
    await writeFile(join(folder, 'empty'), '')
    const batch = { core, rulesFile, language, folder, paths: ['empty'], timeoutMs: PROBE_MS }
    let result = await runCore(batch)
    // It may have been ended from outside, or found no memory just then.
    if (result.output === null) result = await runCore(batch)
    if (result.output === null)
      throw new SbrError('TOOL_FAILED', `semgrep-core did not load ${rulesFile}: ${result.message}`, {
        next: 'Run `sbr doctor`.',
      })
    return result.output.errors
      .filter((error) => error.rule_id !== undefined)
      .map((error) => ({
        level: 'warning',
        code: 'rule-refused',
        message: `${wordOfError(error)}: ${error.message.split('\n', 1)[0] ?? ''}`,
        position: error.rule_id ?? '',
      }))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
