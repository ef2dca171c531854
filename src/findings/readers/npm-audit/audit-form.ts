import { asArray, asObject, asText, asTexts, field } from '../../json/access.ts'

/** The form of npm 6, which pnpm and Yarn 2 and 3 write, too. */
export const isAdvisoryForm = (report: unknown): boolean =>
  asObject(field(report, 'advisories')) !== null && field(report, 'metadata') !== undefined

/** Written by pnpm for certain: its errors, its paths that begin at the project, and what pnpm 12 leaves away. */
export function isPnpmAudit(report: unknown): boolean {
  if (/^ERR_PNPM_/.test(asText(field(report, 'error', 'code')) ?? '')) return true
  if (!isAdvisoryForm(report)) return false
  if (field(report, 'actions') === undefined && field(report, 'muted') === undefined) return true
  return Object.values(asObject(field(report, 'advisories')) ?? {}).some((advisory) =>
    asArray(field(advisory, 'findings')).some((found) =>
      asTexts(field(found, 'paths') ?? []).some((path) => /^\.\s*>/.test(path)),
    ),
  )
}
