/** As much of SARIF 2.1.0 as is written; readers of a log that was written here may rely on it. */
export interface SarifLog {
  $schema: string
  version: '2.1.0'
  runs: SarifRun[]
}

export interface SarifRun {
  columnKind: 'utf16CodeUnits'
  /** The part before the last slash is GitHub's category: one a tool in a file. */
  automationDetails: { id: string }
  originalUriBaseIds: Record<string, { description: { text: string } }>
  properties: { sbr: unknown }
  /** Absent: the tool did not run. */
  results?: SarifResult[]
  tool: { driver: { name: string; version?: string; rules: SarifRule[] } }
  invocations: {
    executionSuccessful: boolean
    toolExecutionNotifications: SarifNotification[]
    properties: { sbr: unknown }
  }[]
  artifacts: { location: SarifArtifact; roles: string[] }[]
}

export interface SarifRule {
  id: string
  name?: string
  shortDescription: { text: string }
  fullDescription: { text: string }
  help: { text: string }
  helpUri?: string
  defaultConfiguration: { level: SarifLevel }
  properties: { tags: string[]; 'security-severity'?: string; pack?: string }
}

export type SarifLevel = 'error' | 'warning' | 'note' | 'none'

export interface SarifNotification {
  descriptor: { id: string }
  level: SarifLevel
  message: { text: string }
  locations?: { physicalLocation: { artifactLocation: SarifArtifact } }[]
}

export interface SarifArtifact {
  uri: string
  uriBaseId: string
}

export interface SarifLocation {
  physicalLocation: {
    artifactLocation: SarifArtifact
    region: { startLine: number; startColumn?: number; endLine?: number; endColumn?: number }
  }
  message?: { text: string }
}

export interface SarifResult {
  ruleId: string
  ruleIndex?: number
  level: SarifLevel
  message: { text: string }
  locations: SarifLocation[]
  fingerprints?: Record<string, string>
  partialFingerprints?: Record<string, string>
  codeFlows?: { threadFlows: { locations: { location: SarifLocation }[] }[] }[]
  suppressions: { kind: 'inSource' | 'external'; status?: string; justification?: string }[]
  baselineState?: BaselineState
  fixes?: unknown[]
  properties: { cwe?: string[]; 'security-severity'?: string; purl?: string; sbr: unknown }
}

/** What became of a result since an earlier run (SARIF 3.27.24). */
export type BaselineState = 'new' | 'unchanged' | 'updated' | 'absent'
