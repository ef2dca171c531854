import type { FindingKind } from '../../../kernel/index.ts'
import type { ColumnUnit } from '../../location/columns.ts'
import { refineBrakemanSarif } from '../brakeman/brakeman-sarif.ts'
import { refineCheckovSarif } from '../checkov/checkov-sarif.ts'
import { aboutCppcheckRun, refineCppcheckSarif } from '../cppcheck/cppcheck-sarif.ts'
import { refineDependencyCheckSarif } from '../dependency-check/dependency-check-sarif.ts'
import { refineEslintSarif } from '../eslint/eslint-sarif.ts'
import { refineFlawfinderSarif } from '../flawfinder/flawfinder-sarif.ts'
import { refineGitleaksSarif } from '../gitleaks/gitleaks-sarif.ts'
import { refineGosecSarif } from '../gosec/gosec-sarif.ts'
import { refineGovulncheckSarif } from '../govulncheck/govulncheck-sarif.ts'
import { refineGrypeSarif } from '../grype/grype-sarif.ts'
import { createOsvScannerRefinement } from '../osv-scanner/osv-scanner-sarif.ts'
import type { FindingDraft, ReadItem } from '../port.ts'
import { refineSnykSarif } from '../snyk/snyk-sarif.ts'
import { refineSpotbugsSarif } from '../spotbugs/spotbugs-sarif.ts'
import { refineTrivySarif } from '../trivy/trivy-sarif.ts'
import { refineCodeqlSarif } from './codeql-sarif.ts'
import type { SarifRefinement } from './sarif-source.ts'

/** What is particular about one tool's SARIF, so that it gives the same finding as its JSON. */
export interface SarifProfile {
  /** Tool's name as everywhere in `sbr`. */
  name: string
  kind: FindingKind
  /** Unit of columns where the run does not say. */
  unit: ColumnUnit
  /** Where the tool's own word for severity stands, when its `level` says less. */
  severity: 'level' | 'issue_severity' | 'rule-tag'
  /** `HIGH CONFIDENCE` among a rule's tags, or a property of the result. */
  confidence: 'none' | 'rule-tag' | 'issue_confidence'
  /** The version that its driver names is not the tool's. */
  version?: 'wrong'
  /** The run's artifacts are the files that the tool scanned, though it gives them no roles. */
  artifacts?: 'targets'
  /** What else the tool does its own way; the function lives in the folder of the tool's other reader. */
  refine?: SarifRefinement
  /** The same where it has to remember something of the run: made anew for each. */
  createRefine?: () => SarifRefinement
  /** Items for a result that is none, but says something about the run; null for any other. */
  aboutRun?: (draft: FindingDraft, report: string) => ReadItem[] | null
}

const PLAIN = { kind: 'static', unit: 'unknown', severity: 'level', confidence: 'none' } as const

/** By driver name in lower case; a prefix counts (`Semgrep OSS`, `Semgrep PRO`). */
const PROFILES: readonly [prefix: string, SarifProfile][] = [
  // Measured: Semgrep and OpenGrep write UTF-8 columns into SARIF, too, and no columnKind.
  ['semgrep', { name: 'semgrep', kind: 'static', unit: 'utf8', severity: 'level', confidence: 'rule-tag' }],
  ['opengrep', { name: 'opengrep', kind: 'static', unit: 'utf8', severity: 'level', confidence: 'rule-tag' }],
  [
    'bandit',
    {
      name: 'bandit',
      kind: 'static',
      unit: 'utf8',
      severity: 'issue_severity',
      confidence: 'issue_confidence',
    },
  ],
  // Its MEDIUM and HIGH are both `error`; the rule's tags keep the word.
  ['gosec', { ...PLAIN, name: 'gosec', unit: 'utf8', severity: 'rule-tag', refine: refineGosecSarif }],
  ['trivy', { ...PLAIN, name: 'trivy', kind: 'dependency', severity: 'rule-tag', refine: refineTrivySarif }],
  ['grype', { ...PLAIN, name: 'grype', kind: 'dependency', refine: refineGrypeSarif }],
  [
    'govulncheck',
    { ...PLAIN, name: 'govulncheck', kind: 'dependency', unit: 'utf8', refine: refineGovulncheckSarif },
  ],
  [
    'osv-scanner',
    { ...PLAIN, name: 'osv-scanner', kind: 'dependency', createRefine: createOsvScannerRefinement },
  ],
  ['snykcode', { ...PLAIN, name: 'snyk-code' }],
  ['snyk code', { ...PLAIN, name: 'snyk-code' }],
  [
    'dependency-check',
    { ...PLAIN, name: 'dependency-check', kind: 'dependency', refine: refineDependencyCheckSarif },
  ],
  ['snyk open source', { ...PLAIN, name: 'snyk', kind: 'dependency', refine: refineSnykSarif }],
  ['gitleaks', { ...PLAIN, name: 'gitleaks', kind: 'secret', version: 'wrong', refine: refineGitleaksSarif }],
  [
    'cppcheck',
    { ...PLAIN, name: 'cppcheck', unit: 'utf8', refine: refineCppcheckSarif, aboutRun: aboutCppcheckRun },
  ],
  ['flawfinder', { ...PLAIN, name: 'flawfinder', unit: 'codepoint', refine: refineFlawfinderSarif }],
  ['spotbugs', { ...PLAIN, name: 'spotbugs', refine: refineSpotbugsSarif }],
  ['checkov', { ...PLAIN, name: 'checkov', kind: 'config', refine: refineCheckovSarif }],
  ['brakeman', { ...PLAIN, name: 'brakeman', refine: refineBrakemanSarif }],
  ['codeql', { ...PLAIN, name: 'codeql', unit: 'utf16', refine: refineCodeqlSarif }],
  ['eslint', { ...PLAIN, name: 'eslint', unit: 'utf16', artifacts: 'targets', refine: refineEslintSarif }],
  // Its driver is called by the tool's old name.
  ['nodejsscan', { ...PLAIN, name: 'njsscan', unit: 'utf8' }],
  ['njsscan', { ...PLAIN, name: 'njsscan', unit: 'utf8' }],
]

/** Names that `--tool` takes for SARIF. */
export const SARIF_TOOLS: readonly string[] = [
  'sarif',
  ...new Set(PROFILES.map(([, profile]) => profile.name)),
]

/** The profile of a driver's name; an unknown tool is taken by SARIF's letter. */
export function toolProfile(driver: string | null): SarifProfile {
  const name = (driver ?? '').trim().toLowerCase()
  const known = PROFILES.find(([prefix]) => name.startsWith(prefix))
  if (known !== undefined) return known[1]
  return { ...PLAIN, name: name.replace(/[^a-z0-9.]+/g, '-').replace(/^-+|-+$/g, '') || 'unknown' }
}
