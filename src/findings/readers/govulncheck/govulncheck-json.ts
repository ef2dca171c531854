import { asObject, asText, field } from '../../json/access.ts'
import { badResult, NOT_THIS_FORMAT } from '../document-faults.ts'
import type { RawRegion, Reader, ReadItem } from '../port.ts'
import { VulnerableModules } from './vulnerable-modules.ts'

/** The module's own file: findings of a source scan belong to what it requires. */
const GO_MOD: RawRegion = {
  path: 'go.mod',
  startLine: null,
  startColumn: null,
  endLine: null,
  endColumn: null,
  unit: 'utf8',
}

/** `govulncheck -format json`: messages one after the other, one of which names tool and mode. */
export const govulncheckJson: Reader = {
  name: 'govulncheck-json',
  folder: 'govulncheck',
  format: 'json',
  tools: ['govulncheck'],
  facts: {
    title: 'govulncheck, JSON',
    proof: { by: 'captured', tools: ['govulncheck 1.9.0'] },
    severity:
      'vectors or word of the database, of which Go’s own has none: unknown. The `level` of SARIF says how far the vulnerability reaches, and is not taken for severity',
    confidence:
      'none; whether the code calls, imports or only requires what is vulnerable stands in the message',
    cwe: '`database_specific.cwe_ids`, which Go’s own database does not have',
    location: '`go.mod`, no line; the flow has calls in the scanned module, UTF-8 bytes, 1-based',
    identity: 'advisory with its aliases, module',
    incomplete:
      'only `config` (the packages could not be loaded); `Fetching` without `Checking` (no database)',
    limits: [
      'One vulnerability of one module is one finding with the deepest reach.',
      'The report does not say in which folder the module lies: read one report a module.',
      'Calls in other modules are left out of the flow.',
      'SARIF has the module and its version only where a vulnerable function is called; two modules with one vulnerability are one result there.',
    ],
  },
  detect({ head }) {
    // The first message is not the document: the others follow it.
    return /^\s*\{\s*"config"\s*:\s*\{[^}]*"protocol_version"/.test(head)
  },
  *read(report): Generator<ReadItem> {
    const found = new VulnerableModules()
    const seen = new Set<string>()
    let fromBinary = false
    for (const { value, pointer } of report.values()) {
      const config = field(value, 'config')
      if (seen.size === 0) {
        yield {
          type: 'run',
          run: {
            tool: asText(field(config, 'scanner_name')) ?? 'govulncheck',
            version: asText(field(config, 'scanner_version')),
            targets: [],
            ...(config === undefined ? { status: 'failed' as const } : {}),
          },
        }
        if (config === undefined)
          yield {
            type: 'diagnostic',
            diagnostic: {
              level: 'error',
              code: NOT_THIS_FORMAT,
              message: 'The first message has no configuration',
              path: report.name,
              position: pointer,
            },
          }
        fromBinary = asText(field(config, 'scan_mode')) === 'binary'
      }
      seen.add(messageKind(value))
      if (asObject(value) === null) yield badResult(report.name, pointer, 'A message is no object')
      found.addRecord(field(value, 'osv'))
      const finding = field(value, 'finding')
      if (finding !== undefined && !found.addFinding(finding, pointer))
        yield badResult(report.name, pointer, 'A finding names no vulnerability or module')
    }
    if (seen.size > 0) yield* unfinished(seen, report.name)
    for (const draft of found.drafts(fromBinary ? null : GO_MOD)) yield { type: 'finding', draft }
  },
}

/** What a message is; of progress, which step. */
function messageKind(message: unknown): string {
  const progress = asText(field(message, 'progress', 'message'))
  if (progress !== null) return /^(?:Fetching|Checking)/.exec(progress)?.[0] ?? 'progress'
  return ['config', 'SBOM', 'osv', 'finding'].find((kind) => field(message, kind) !== undefined) ?? 'other'
}

/** There is no last message; but a scan that ends early lacks those that every scan has. */
function* unfinished(seen: ReadonlySet<string>, report: string): Generator<ReadItem> {
  const nothing = seen.size === 1 && seen.has('config')
  if (!nothing && !(seen.has('Fetching') && !seen.has('Checking') && !seen.has('finding'))) return
  yield {
    type: 'diagnostic',
    diagnostic: {
      level: 'error',
      code: 'not-scanned',
      message: nothing
        ? 'govulncheck ended before it had loaded a package: what it wrote to standard error says why'
        : 'govulncheck ended before it had checked anything: the vulnerabilities could not be fetched',
      path: report,
    },
  }
}
