import { Compile } from 'typebox/compile'
import { type Finding, FindingSchema, type Location } from '../../../kernel/index.ts'
import { CONTENT_DIGESTS, FINGERPRINT_SCHEMES } from '../../identity/fingerprints.ts'
import { asArray, asInteger, asObject, asText, field } from '../../json/access.ts'
import {
  type Place,
  type Residue,
  ResidueSchema,
  type RunHead,
  RunHeadSchema,
  RunTailSchema,
} from '../../output/sarif-extension.ts'
import { LINE_HASH, lineHashOf, PARTIAL } from '../../output/sarif-result.ts'
import type { ReadItem, RunDraft } from '../port.ts'
import { artifactPath } from './sarif-location.ts'
import { sarifTargets } from './sarif-run.ts'

const heads = Compile(RunHeadSchema)
const tails = Compile(RunTailSchema)
const residues = Compile(ResidueSchema)
const findings = Compile(FindingSchema)

/** What a run that `sbr` wrote says of itself; null for runs of other tools. */
export function readRunHead(run: unknown): RunHead | null {
  const head = field(run, 'properties', 'sbr')
  return heads.Check(head) ? head : null
}

/** The run as it was, and what was said of it. Its end is missing where the log was cut off: then it is not complete. */
export function* ownRunItems(run: unknown, head: RunHead, pointer: string): Generator<ReadItem> {
  const tail = field(run, 'invocations', 0, 'properties', 'sbr')
  const known = tails.Check(tail) ? tail : null
  const scanned = sarifTargets(run).filter(({ status }) => status === 'scanned')
  const draft: RunDraft = {
    id: head.run,
    pointer,
    tool: head.tool.name,
    version: head.tool.version,
    status: known?.status ?? 'partial',
    targets: [...scanned, ...(known?.targets ?? [])],
    ...(known === null ? {} : { packs: known.packs }),
  }
  yield { type: 'run', run: draft }
  for (const diagnostic of known?.diagnostics ?? [])
    yield { type: 'diagnostic', diagnostic, incomplete: false }
}

/** Reads results of such a run back to the findings they were; null for a result that is none of ours. */
export function createOwnResults(run: unknown, head: RunHead): (result: unknown) => Finding | null {
  const rules = new Map<string, unknown>()
  for (const rule of asArray(field(run, 'tool', 'driver', 'rules')))
    rules.set(asText(field(rule, 'id')) ?? '', rule)

  return (result) => {
    const residue = field(result, 'properties', 'sbr')
    const id = asText(field(result, 'ruleId'))
    if (id === null || !residues.Check(residue)) return null
    const rule = rules.get(id)
    const finding = {
      schemaVersion: 1,
      id: residue.id,
      kind: residue.kind,
      tool: residue.tool ?? head.tool,
      rule: residue.rule ?? {
        id,
        name: asText(field(rule, 'name')),
        pack: asText(field(rule, 'properties', 'pack')),
        url: asText(field(rule, 'helpUri')),
      },
      title: residue.title ?? asText(field(rule, 'shortDescription', 'text')) ?? id,
      message: residue.message ?? asText(field(result, 'message', 'text')) ?? '',
      severity: residue.severity,
      confidence: residue.confidence,
      cwe: residue.cwe,
      location: residue.place === null ? null : placeOf(field(result, 'locations', 0), residue.place, run),
      package: residue.package ?? null,
      advisory: residue.advisory ?? null,
      flow: flowOf(result, residue, run),
      fingerprints: fingerprintsOf(result),
      suppressions: residue.suppressions ?? [],
      ...fixOf(result, residue),
      run: head.run,
      raw: residue.raw,
    }
    return findings.Check(finding) ? finding : null
  }
}

function placeOf(location: unknown, place: Place | null | undefined, run: unknown): Location | null {
  const physical = field(location, 'physicalLocation')
  const path = artifactPath(field(physical, 'artifactLocation'), run)
  const startLine = asInteger(field(physical, 'region', 'startLine'))
  if (path === null || startLine === null) return null
  return {
    path,
    startLine,
    startColumn: place?.startColumn ?? asInteger(field(physical, 'region', 'startColumn')),
    endLine: asInteger(field(physical, 'region', 'endLine')) ?? startLine,
    endColumn: place?.endColumn ?? asInteger(field(physical, 'region', 'endColumn')),
    unit: place?.unit ?? 'utf16',
    unitOrigin: place?.unitOrigin ?? 'tool',
  }
}

function flowOf(result: unknown, residue: Residue, run: unknown): Finding['flow'] {
  return asArray(field(result, 'codeFlows', 0, 'threadFlows', 0, 'locations')).flatMap((step, index) => {
    const location = placeOf(field(step, 'location'), residue.flow?.[index], run)
    return location === null
      ? []
      : [{ location, message: asText(field(step, 'location', 'message', 'text')) }]
  })
}

const OWN: ReadonlySet<string> = new Set([...FINGERPRINT_SCHEMES, ...CONTENT_DIGESTS])

function fingerprintsOf(result: unknown): Finding['fingerprints'] {
  const own: Record<string, string> = {}
  const tool: Record<string, string> = {}
  for (const [name, value] of Object.entries(asObject(field(result, 'fingerprints')) ?? {}))
    if (typeof value === 'string') tool[name] = value
  const partial = Object.entries(asObject(field(result, 'partialFingerprints')) ?? {})
  for (const [name, value] of partial) if (OWN.has(name) && typeof value === 'string') own[name] = value
  const made = lineHashOf(own)
  for (const [name, value] of partial)
    if (!OWN.has(name) && typeof value === 'string' && !(name === LINE_HASH && value === made))
      tool[`${PARTIAL}${name}`] = value
  return { tool, own }
}

function fixOf(result: unknown, residue: Residue): { fix?: string } {
  const fix =
    residue.fix ??
    asText(field(result, 'fixes', 0, 'artifactChanges', 0, 'replacements', 0, 'insertedContent', 'text'))
  return fix === null ? {} : { fix }
}
