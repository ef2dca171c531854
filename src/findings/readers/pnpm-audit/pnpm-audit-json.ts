import { isAdvisoryForm, isPnpmAudit } from '../npm-audit/audit-form.ts'
import { readNpmAudit } from '../npm-audit/read-npm-audit.ts'
import type { Reader } from '../port.ts'

/** `pnpm audit --json`: the form of npm 6. Its paths begin at an importer; pnpm 11+ leaves `actions` away. */
export const pnpmAuditJson: Reader = {
  name: 'pnpm-audit-json',
  folder: 'pnpm-audit',
  format: 'json',
  tools: ['pnpm-audit'],
  facts: {
    title: 'pnpm audit, JSON',
    proof: { by: 'captured', tools: ['pnpm 9.15.9', 'pnpm 12.21.0'] },
    severity:
      '`severity` of the advisory: critical, high, moderate (medium), low, info; else its CVSS vector',
    confidence: 'none',
    cwe: '`cwe`: a list, or several ids in one text (pnpm 12)',
    location: 'none: the report names no manifest',
    identity: 'none; the advisory is `github_advisory_id`, with `cves` as aliases where pnpm gives them',
    incomplete: '`error` (`ERR_PNPM_…`): the run failed. pnpm 12 writes its errors to standard error only',
    limits: [
      'A clean report of pnpm 9 is the same as one of npm 6 and is taken for that: name it with `--tool pnpm-audit`.',
      'pnpm 9 lists dependency paths only where the packages are installed.',
      'pnpm 12 gives no CVE id and no CVSS.',
    ],
  },
  // Stands behind npm's reader, which leaves to it what is pnpm's for certain: what a person calls pnpm's is read, too.
  detect: ({ json: value }) => isPnpmAudit(value) || isAdvisoryForm(value),
  read: (report) => readNpmAudit(report, 'pnpm-audit'),
}
