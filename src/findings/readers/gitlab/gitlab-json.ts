import { asText, field } from '../../json/access.ts'
import type { Reader, ReportSketch } from '../port.ts'
import { readGitlabReport } from './gitlab-read.ts'

const DEPENDENCY_SCANS: ReadonlySet<string> = new Set([
  'dependency_scanning',
  'container_scanning',
  'cluster_image_scanning',
])

/** Is this a security report of GitLab's schema, and are dependencies what it is about? */
function scansDependencies({ json }: ReportSketch): boolean | null {
  if (!Array.isArray(field(json, 'vulnerabilities'))) return null
  const type = asText(field(json, 'scan', 'type')) ?? asText(field(json, 'vulnerabilities', 0, 'category'))
  const hasShape =
    (field(json, 'scan', 'scanner') ?? field(json, 'scan', 'analyzer')) !== undefined ||
    field(json, 'vulnerabilities', 0, 'identifiers', 0, 'type') !== undefined
  if (!hasShape || type === null) return null
  return DEPENDENCY_SCANS.has(type)
}

const SHARED_FACTS = {
  severity: '`severity`: Critical, High, Medium, Low, Info; Unknown is unknown',
  cwe: '`identifiers` of type `cwe`',
  incomplete: '`scan.status` (absent: unknown), and fatal messages and warnings of gaps in `scan.messages`',
}

/** GitLab's reports about code: SAST, secret detection; other scans that are not about dependencies, too. */
export const gitlabSast: Reader = {
  name: 'gitlab-sast-json',
  folder: 'gitlab',
  format: 'json',
  tools: ['gitlab-sast', 'gitlab-secret-detection'],
  facts: {
    title: 'GitLab SAST and secret detection',
    proof: { by: 'captured', tools: ['Semgrep 1.182.0 (--gitlab-sast)'] },
    ...SHARED_FACTS,
    confidence: '`confidence` before version 15; with Semgrep `details.confidence`',
    location: 'Lines only',
    identity: '`tracking` signatures but `location`; `id` and `cve` change or are shared, and are not taken',
    limits: [
      'GitLab’s own analyzers were read after the report schema only: tracking, flags, messages, secrets.',
      'Semgrep writes no CWE and no signatures here, and `success` even where a file does not parse.',
      'Files that were scanned are not listed.',
      'The commit, author and date of a leaked secret are not kept.',
    ],
  },
  detect: (sketch) => scansDependencies(sketch) === false,
  read: (report) => readGitlabReport(report, 'sast'),
}

/** GitLab's reports about dependencies: dependency scanning, container scanning. */
export const gitlabDependency: Reader = {
  name: 'gitlab-dependency-json',
  folder: 'gitlab',
  format: 'json',
  tools: ['gitlab-dependency-scanning', 'gitlab-container-scanning'],
  facts: {
    title: 'GitLab dependency and container scanning',
    proof: {
      by: 'documented',
      source: 'GitLab security report schemas, version 15.2',
      why: 'The analyzers come as container images, which cannot be had from a package registry.',
    },
    ...SHARED_FACTS,
    confidence: 'none',
    location: 'The manifest; no lines',
    identity: 'The advisory: CVE before GHSA before others, which are its aliases',
    limits: [
      'Fixed versions stand in the prose of `solution` only.',
      'Paths of dependencies are not read.',
      'Packages of an operating system have a package URL of type `generic`.',
    ],
  },
  detect: (sketch) => scansDependencies(sketch) === true,
  read: (report) => readGitlabReport(report, 'dependency_scanning'),
}
