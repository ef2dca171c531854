import { digestFields, type Finding } from '../../kernel/index.ts'
import { parseCwes } from '../cwe/parse-cwe.ts'
import { markCwes, primaryCwe } from '../cwe/primary-cwe.ts'
import { CountTable } from '../identity/count-table.ts'
import {
  fingerprintCode,
  fingerprintDependency,
  fingerprintSecret,
  strongestFingerprint,
} from '../identity/fingerprints.ts'
import { mapConfidence, mapSeverity } from '../severity/severity.ts'
import type { Placer } from './placer.ts'
import type { FindingDraft, ReadContext } from './port.ts'
import type { Texts } from './texts.ts'

interface BuilderSetting {
  tool: { name: string; version: string | null }
  format: string
  run: string
  sha256: string
  context: ReadContext
  placer: Placer
  texts: Texts
}

/** Addresses of rules that are remembered. */
const KNOWN_ADDRESSES = 4096

/** Longest title made from a message: its first line, cut at a word. */
const MAX_TITLE = 120

/** Makes a finding of a draft and of those of its fingerprints that identify it. */
export type FindingBuilder = (draft: FindingDraft, toolFingerprints: Record<string, string>) => Finding

/** Returns the function that makes findings of one run; it counts occurrences, so call it in the report's order. */
export function createFindingBuilder(setting: BuilderSetting): FindingBuilder {
  const { tool, format, run, sha256, context, placer, texts } = setting
  const matches = new CountTable()
  const ids = new CountTable()
  const cwes = new WeakMap<unknown[], CweFacts>()
  const severities = new WeakMap<FindingDraft['severity'], Finding['severity']>()
  const addresses = new Map<string, string | null>()

  return (draft: FindingDraft, toolFingerprints: Record<string, string>): Finding => {
    const location = draft.region === null ? null : placer.place(draft.region)
    const own = fingerprintsOf(draft, location)
    const [scheme, value] = strongestFingerprint(own) ?? ['pointer', draft.pointer]
    const message = texts.clean(draft.message)
    const cwe = cweOf(draft)
    return {
      schemaVersion: 1,
      // A digest tells itself apart by its beginning.
      id: digestFields([
        'finding/v1',
        run,
        scheme,
        value,
        ids.add(scheme === 'pointer' ? value : value.slice(0, 24)),
      ]),
      kind: draft.kind,
      tool: { name: tool.name, version: tool.version, format },
      rule: {
        id: texts.known(draft.rule.id),
        name: texts.knownOptional(draft.rule.name),
        pack: texts.knownOptional(draft.rule.pack ?? context.packOf?.(draft.rule.id)),
        url: addressOf(draft.rule.url),
      },
      title: texts.knownOptional(draft.title) ?? titleOf(message, draft.rule.id),
      message,
      severity: severityOf(draft.severity),
      confidence: mapConfidence(draft.confidence),
      cwe: { ...cwe, ids: [...cwe.ids], raw: [...cwe.raw] },
      location,
      package: draft.package ?? null,
      advisory: draft.advisory ?? null,
      flow: flowOf(draft),
      fingerprints: { tool: toolFingerprints, own },
      suppressions: (draft.suppressions ?? []).map(({ kind, status, justification }) => ({
        kind,
        status,
        justification: texts.optional(justification),
      })),
      ...(draft.fix === undefined || draft.kind === 'secret' ? {} : { fix: texts.clean(draft.fix) }),
      run,
      raw: { sha256, pointer: draft.pointer },
    }
  }

  function addressOf(url: string | null | undefined): string | null {
    if (url === null || url === undefined) return null
    let address = addresses.get(url)
    if (address === undefined) {
      address = webAddress(url)
      if (addresses.size >= KNOWN_ADDRESSES) addresses.clear()
      addresses.set(url, address)
    }
    return address
  }

  function severityOf(claims: FindingDraft['severity']): Finding['severity'] {
    // Readers hand over one list for all results of a rule that say nothing of their own.
    let severity = severities.get(claims)
    if (severity === undefined) {
      severity = mapSeverity(claims)
      severities.set(claims, severity)
    }
    return { ...severity }
  }

  function cweOf(draft: FindingDraft): CweFacts {
    if (!draft.cwe?.length) {
      const mapped = context.cweOf?.(tool.name, draft.rule.id)
      return mapped === undefined || mapped.length === 0 ? NO_CWE : cweFacts([...mapped], texts)
    }
    // Readers hand over one list for all results of a rule.
    let facts = cwes.get(draft.cwe)
    if (facts === undefined) {
      facts = cweFacts(draft.cwe, texts)
      cwes.set(draft.cwe, facts)
    }
    return facts
  }

  function fingerprintsOf(draft: FindingDraft, location: Finding['location']): Record<string, string> {
    if (draft.package && draft.advisory)
      return fingerprintDependency({
        advisory: draft.advisory,
        purl: draft.package.purl,
        manifest: location?.path ?? null,
      })
    if (draft.kind === 'secret' && draft.secret !== undefined && context.secretKey !== undefined)
      return fingerprintSecret({
        key: context.secretKey(),
        secret: draft.secret,
        path: location?.path ?? null,
        family: draft.family ?? draft.rule.id,
      })
    if (location === null) return {}
    return fingerprintCode({
      rule: draft.rule.id,
      location,
      // An unkeyed digest of a secret is an oracle for guessing it: secrets get their position only.
      lines: draft.kind === 'secret' ? null : placer.lines(location.path),
      symbol: context.symbol?.(location.path, location.startLine) ?? null,
      occurrence: (key) => matches.add(key),
    })
  }

  function flowOf(draft: FindingDraft): Finding['flow'] {
    return (draft.flow ?? []).flatMap(({ region, message }) => {
      const location = placer.place(region)
      return location === null ? [] : [{ location, message: texts.optional(message) }]
    })
  }
}

type CweFacts = Finding['cwe']

const NO_CWE: CweFacts = { ids: [], primary: null, raw: [] }

function cweFacts(values: readonly unknown[], texts: Texts): CweFacts {
  const { ids, raw } = parseCwes(values)
  const standing = markCwes(ids)
  return {
    ids,
    primary: primaryCwe(ids),
    raw: raw.map(texts.known),
    ...(standing === undefined ? {} : { standing }),
  }
}

/** The first sentence or line of a message. */
function titleOf(message: string, rule: string): string {
  const line = /^[^\n]*?(?:[.!?](?=\s)|$|(?=\n))/.exec(message.trim())?.[0].trim() || rule
  if (line.length <= MAX_TITLE) return line
  const cut = line.slice(0, MAX_TITLE)
  return `${cut.slice(0, cut.lastIndexOf(' ') > 40 ? cut.lastIndexOf(' ') : MAX_TITLE).toWellFormed()}…`
}

/** Only http and https: what a report calls a link is shown to people. */
function webAddress(url: string | null | undefined): string | null {
  if (url === null || url === undefined || url.length > 2048) return null
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
  return /^https?:\/\/[^\s\u0000-\u001f"<>]+$/i.test(url) ? url : null
}
