import { banditJson } from './bandit/bandit-json.ts'
import { brakemanJson } from './brakeman/brakeman-json.ts'
import { checkovJson } from './checkov/checkov-json.ts'
import { cppcheckXml } from './cppcheck/cppcheck-xml.ts'
import { dependencyCheckJson } from './dependency-check/dependency-check-json.ts'
import { eslintJson } from './eslint/eslint-json.ts'
import { flawfinderCsv } from './flawfinder/flawfinder-csv.ts'
import { gitlabDependency, gitlabSast } from './gitlab/gitlab-json.ts'
import { gitleaksJson } from './gitleaks/gitleaks-json.ts'
import { gosecJson } from './gosec/gosec-json.ts'
import { govulncheckJson } from './govulncheck/govulncheck-json.ts'
import { grypeJson } from './grype/grype-json.ts'
import { njsscanJson } from './njsscan/njsscan-json.ts'
import { npmAuditJson } from './npm-audit/npm-audit-json.ts'
import { osvScannerJson } from './osv-scanner/osv-scanner-json.ts'
import { pipAuditJson } from './pip-audit/pip-audit-json.ts'
import { pnpmAuditJson } from './pnpm-audit/pnpm-audit-json.ts'
import type { Reader } from './port.ts'
import { retireJson } from './retire/retire-json.ts'
import { sarif } from './sarif/sarif.ts'
import { sbrJsonl } from './sbr-jsonl/sbr-jsonl.ts'
import { semgrepJson } from './semgrep/semgrep-json.ts'
import { snykJson } from './snyk/snyk-json.ts'
import { sonarqubeJson } from './sonarqube/sonarqube-json.ts'
import { spotbugsXml } from './spotbugs/spotbugs-xml.ts'
import { trivyJson } from './trivy/trivy-json.ts'
import { trufflehogJsonl } from './trufflehog/trufflehog-jsonl.ts'
import { yarnAuditJsonl } from './yarn-audit/yarn-audit-jsonl.ts'

/** Every reader. Detection asks in this order: the more particular format first. */
export const READERS: readonly Reader[] = [
  sbrJsonl,
  semgrepJson,
  banditJson,
  njsscanJson,
  eslintJson,
  retireJson,
  osvScannerJson,
  dependencyCheckJson,
  npmAuditJson,
  pnpmAuditJson,
  yarnAuditJsonl,
  pipAuditJson,
  snykJson,
  gitleaksJson,
  gosecJson,
  govulncheckJson,
  grypeJson,
  trivyJson,
  trufflehogJsonl,
  gitlabSast,
  gitlabDependency,
  sonarqubeJson,
  brakemanJson,
  checkovJson,
  cppcheckXml,
  spotbugsXml,
  flawfinderCsv,
  sarif,
]
