import { Type } from 'typebox'

/** A union of string literals: one word, one meaning, in code, command line, API, database and docs. */
const words = <const T extends readonly string[]>(values: T) => Type.Enum<[...T]>(values)

/** Languages that `sbr` names; everything else is `null`. */
export const LANGUAGES = [
  'python',
  'javascript',
  'typescript',
  'java',
  'go',
  'c',
  'cpp',
  'csharp',
  'ruby',
  'php',
  'kotlin',
] as const
export type Language = (typeof LANGUAGES)[number]
export const LanguageSchema = words(LANGUAGES)

/** One scale for every tool. `unknown` is not `info`: it means that nobody said. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low', 'info', 'unknown'] as const
export type SeverityLevel = (typeof SEVERITIES)[number]
export const SeveritySchema = words(SEVERITIES)

export const CONFIDENCES = ['high', 'medium', 'low', 'unknown'] as const
export type ConfidenceLevel = (typeof CONFIDENCES)[number]
export const ConfidenceSchema = words(CONFIDENCES)

export const FINDING_KINDS = ['static', 'dependency', 'secret', 'config', 'license', 'quality'] as const
export type FindingKind = (typeof FINDING_KINDS)[number]
export const FindingKindSchema = words(FINDING_KINDS)

/** Status of one engine over a set of targets. `not-run`: nobody asked for it, or it is not there. */
export const RUN_STATUSES = ['complete', 'partial', 'failed', 'not-run'] as const
export type RunStatus = (typeof RUN_STATUSES)[number]
export const RunStatusSchema = words(RUN_STATUSES)

/** Was this target really looked at? Only `scanned` allows the verdict `clean`. */
export const TARGET_STATUSES = ['scanned', 'failed', 'skipped', 'unsupported'] as const
export type TargetStatus = (typeof TARGET_STATUSES)[number]
export const TargetStatusSchema = words(TARGET_STATUSES)

/** One engine on one target. Unknown is never clean. */
export const VERDICTS = ['clean', 'vulnerable', 'unknown'] as const
export type Verdict = (typeof VERDICTS)[number]
export const VerdictSchema = words(VERDICTS)

/** One sample, all engines. */
export const LABELS = ['clean', 'static-vulnerable', 'dependency-vulnerable', 'both', 'unknown'] as const
export type Label = (typeof LABELS)[number]
export const LabelSchema = words(LABELS)

export const DECISION_VERDICTS = ['true-positive', 'false-positive', 'uncertain'] as const
export type DecisionVerdict = (typeof DECISION_VERDICTS)[number]

/** Who or what decided. Only `person` is human judgement; the others are marked as what they are. */
export const DECIDER_KINDS = ['person', 'test', 'model', 'advisory'] as const
export type DeciderKind = (typeof DECIDER_KINDS)[number]

export const REMEDIATION_STATES = ['open', 'fixed', 'accepted-risk', 'suppressed'] as const
export type RemediationState = (typeof REMEDIATION_STATES)[number]

/** Exit codes of every command. 2 beats 3 beats 1. */
export const EXIT = { done: 0, issuesFound: 1, failure: 2, incomplete: 3, gateNotPassed: 4 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]
