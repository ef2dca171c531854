import type { Language } from '../kernel/index.ts'
import type { DependencyFacts } from '../reward/index.ts'
import { DISTRIBUTION_NAMES } from './imports/distribution-names.ts'
import type { PackageDirectory } from './ports.ts'

/**
 * Asks the directory about what a sample imports. Without a directory it stays unmeasured.
 *
 * @throws SbrError where a registry that is asked did not answer: it is no answer that there is no such package.
 */
export async function measureDependencies(
  imported: readonly string[] | null,
  language: Language,
  directory: PackageDirectory | undefined,
): Promise<DependencyFacts> {
  const unmeasured = { imported, invented: null, malicious: null }
  if (imported === null || imported.length === 0 || !directory) return unmeasured
  const python = language === 'python'
  const names = imported.map((name) => (python ? (DISTRIBUTION_NAMES[name] ?? name) : name))
  const answers = await directory.look(python ? 'PyPI' : 'npm', names)
  const invented = imported.filter((_, index) => answers[index]?.exists === false)
  const malicious = imported.filter((_, index) => answers[index]?.malicious === true)
  const open = imported.some((_, index) => (answers[index]?.exists ?? null) === null)
  // What was found is known; that nothing was found is known only when everyone was asked.
  return {
    imported,
    invented: open && invented.length === 0 ? null : invented,
    malicious: open && malicious.length === 0 ? null : malicious,
  }
}
