import type { FindingKind, SeverityLevel } from '../../../kernel/index.ts'
import { asArray, asInteger, asText, field } from '../../json/access.ts'
import type { FindingDraft, RawRegion, SeverityClaim } from '../port.ts'

/**
 * Both scales of SonarQube, whose own table pairs CRITICAL with HIGH, MAJOR with MEDIUM, MINOR with LOW.
 */
const LEVELS: Readonly<Record<string, SeverityLevel>> = {
  BLOCKER: 'critical',
  CRITICAL: 'high',
  HIGH: 'high',
  MAJOR: 'medium',
  MEDIUM: 'medium',
  MINOR: 'low',
  LOW: 'low',
  INFO: 'info',
}

/** Resolutions by which an issue is no longer there. */
const PAST: ReadonlySet<string> = new Set(['FIXED', 'REMOVED'])

/** Resolutions by which somebody decided to leave it. */
const SUPPRESSING: ReadonlySet<string> = new Set([
  'FALSE-POSITIVE',
  'FALSE_POSITIVE',
  'WONTFIX',
  'ACCEPTED',
  'SAFE',
])

/**
 * One issue or hotspot; null where it names no rule or no component, `past` where it is fixed. Issues of a
 * whole project have no file.
 */
export function toSonarqubeDraft(
  issue: unknown,
  pointer: string,
  list: 'issues' | 'hotspots',
  paths: ReadonlyMap<string, string>,
): FindingDraft | 'past' | null {
  const id = asText(field(issue, 'rule')) ?? asText(field(issue, 'ruleKey'))
  const component = asText(field(issue, 'component'))
  if (id === null || component === null) return null
  const resolution = asText(field(issue, 'resolution')) ?? asText(field(issue, 'issueStatus'))
  if (asText(field(issue, 'status')) === 'CLOSED' || (resolution !== null && PAST.has(resolution)))
    return 'past'
  const path = pathOf(component, asText(field(issue, 'project')), paths)
  const key = asText(field(issue, 'key'))
  return {
    kind: kindOf(issue, id, list),
    rule: { id, pack: id.includes(':') ? id.slice(0, id.indexOf(':')) : 'sonarqube' },
    message: asText(field(issue, 'message')) ?? '',
    severity: claimsOf(issue),
    region: path === null ? null : regionOf(path, issue),
    flow: flowOf(issue, paths),
    toolFingerprints: key === null ? {} : { key },
    suppressions:
      resolution !== null && SUPPRESSING.has(resolution)
        ? [{ kind: 'external', status: 'accepted', justification: resolution }]
        : [],
    pointer,
  }
}

function kindOf(issue: unknown, rule: string, list: 'issues' | 'hotspots'): FindingKind {
  if (rule.startsWith('secrets:')) return 'secret'
  const type = asText(field(issue, 'type'))
  if (list === 'hotspots' || type === 'VULNERABILITY' || type === 'SECURITY_HOTSPOT') return 'static'
  return securityImpact(issue) === null ? 'quality' : 'static'
}

const securityImpact = (issue: unknown): string | null =>
  asText(
    field(
      asArray(field(issue, 'impacts')).find((impact) => field(impact, 'softwareQuality') === 'SECURITY'),
      'severity',
    ),
  )

function claimsOf(issue: unknown): SeverityClaim[] {
  const words: [string | null, string][] = [
    [securityImpact(issue), 'impacts.SECURITY'],
    [asText(field(issue, 'severity')), 'severity'],
    [asText(field(issue, 'impacts', 0, 'severity')), 'impacts'],
    [asText(field(issue, 'vulnerabilityProbability')), 'vulnerabilityProbability'],
  ]
  return words.map(([raw, source]) => ({
    raw,
    source,
    scale: 'own',
    level: raw !== null && Object.hasOwn(LEVELS, raw) ? LEVELS[raw] : undefined,
  }))
}

/** From the list of components; else the component's key without its project's. */
function pathOf(
  component: string,
  project: string | null,
  paths: ReadonlyMap<string, string>,
): string | null {
  const known = paths.get(component)
  if (known !== undefined) return known
  if (component === project) return null
  if (project !== null && component.startsWith(`${project}:`)) return component.slice(project.length + 1)
  return component.includes(':') ? component.slice(component.lastIndexOf(':') + 1) : null
}

/** Offsets count from 0; without a range there is the line, or nothing for a whole file. */
function regionOf(path: string, place: unknown): RawRegion {
  const range = field(place, 'textRange')
  const line = asInteger(field(place, 'line'))
  return {
    path,
    startLine: asInteger(field(range, 'startLine')) ?? line,
    startColumn: fromZero(field(range, 'startOffset')),
    endLine: asInteger(field(range, 'endLine')) ?? line,
    endColumn: fromZero(field(range, 'endOffset')),
    unit: 'utf16',
  }
}

function fromZero(value: unknown): number | null {
  const offset = asInteger(value)
  return offset === null || offset < 0 ? null : offset + 1
}

/** The first flow; SonarQube lists it from the sink back to the source. */
function flowOf(issue: unknown, paths: ReadonlyMap<string, string>): FindingDraft['flow'] {
  const project = asText(field(issue, 'project'))
  return asArray(field(issue, 'flows', 0, 'locations'))
    .flatMap((location) => {
      const component = asText(field(location, 'component')) ?? asText(field(issue, 'component')) ?? ''
      const path = pathOf(component, project, paths)
      return path === null
        ? []
        : [{ region: regionOf(path, location), message: asText(field(location, 'msg')) }]
    })
    .toReversed()
}
