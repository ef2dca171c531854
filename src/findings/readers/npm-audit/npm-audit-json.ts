import { asText, field } from '../../json/access.ts'
import type { Reader } from '../port.ts'
import { isAdvisoryForm, isPnpmAudit } from './audit-form.ts'
import { readNpmAudit } from './read-npm-audit.ts'

/**
 * `npm audit --json`: version 6 (`advisories` by number) and 7+ (`auditReportVersion: 2`, keyed by
 * package). A failure is an object with `error`, never an empty result.
 */
export const npmAuditJson: Reader = {
  name: 'npm-audit-json',
  folder: 'npm-audit',
  format: 'json',
  tools: ['npm-audit'],
  facts: {
    title: 'npm audit, JSON (npm 6, 7 and later; Yarn 2 and 3)',
    proof: { by: 'captured', tools: ['npm 6.14.18', 'npm 11.19.1', 'Yarn 3.8.7'] },
    severity:
      '`severity` of the advisory: critical, high, moderate (medium), low, info; else its CVSS vector',
    confidence: 'none',
    cwe: '`cwe`, a list; one text in reports of old services',
    location:
      'none: the report names no manifest. npm 7+ lists install folders as paths, npm 6 dependency paths',
    identity: 'none; the advisory is the GHSA id of its address, else `npm:<number>`',
    incomplete: '`error`: the run failed and nothing was audited',
    limits: [
      'npm 7+ names no installed version: one finding for each advisory and package, however many versions are installed.',
      'npm 7+ gives no CVE id.',
      'The fixed version is the end of the affected range, else the version that npm offers.',
      'Yarn 2 and 3, and a clean report of pnpm up to 10, write what npm 6 writes: name them with `--tool`.',
    ],
  },
  detect({ json: value }) {
    if (field(value, 'auditReportVersion') !== undefined) return true
    if (isPnpmAudit(value)) return false
    if (isAdvisoryForm(value)) return true
    const error = field(value, 'error')
    return (
      /^E[A-Z]+$/.test(asText(field(error, 'code')) ?? '') ||
      // npm 11 gives no code where the service answers with an error.
      (typeof field(error, 'summary') === 'string' && typeof field(error, 'detail') === 'string')
    )
  },
  read: (report) => readNpmAudit(report, 'npm-audit'),
}
