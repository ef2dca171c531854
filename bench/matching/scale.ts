/**
 * Memory and time of matching many findings: node --expose-gc bench/matching/scale.ts [1000000]
 * Findings are made one at a time, as a stream of a report would give them, and not kept.
 */
import { BYTES_PER_FINDING, RunMatcher } from '../../src/findings/index.ts'
import { digestFields, type Finding, type ScanRun } from '../../src/kernel/index.ts'

const count = Number(process.argv[2] ?? 1_000_000)
const PER_FILE = 50

const run: ScanRun = {
  id: 'run',
  tool: { name: 'tool', version: '1' },
  packs: [],
  status: 'complete',
  targets: [],
  diagnostics: [],
}

function findingAt(index: number, line: number, shift: string): Finding {
  const path = `src/part-${Math.floor(index / PER_FILE / 100)}/file-${Math.floor(index / PER_FILE)}.js`
  return {
    schemaVersion: 1,
    id: String(index),
    kind: 'static',
    tool: { name: 'tool', version: '1', format: 'json' },
    rule: { id: `rule-${index % 40}`, name: null, pack: null, url: null },
    title: 'title',
    message: `message ${index}`,
    severity: { level: 'high', raw: null, source: null, derivation: 'tool' },
    confidence: { level: 'unknown', raw: null },
    cwe: { ids: [79], primary: 79, raw: [] },
    location: {
      path,
      startLine: line,
      startColumn: 3,
      endLine: line,
      endColumn: 9,
      unit: 'utf16',
      unitOrigin: 'tool',
    },
    package: null,
    advisory: null,
    flow: [],
    fingerprints: {
      tool: {},
      own: {
        'sast/code/v1': digestFields([index]),
        'sast/around/v1': digestFields([index, shift]),
      },
    },
    suppressions: [],
    run: 'run',
    raw: { sha256: null, pointer: '' },
  }
}

const started = process.cpuUsage()
globalThis.gc?.()
const base = process.memoryUsage()
const matcher = new RunMatcher()
for (let index = 0; index < count; index++) matcher.addBefore(findingAt(index, index % PER_FILE, 'a'))
// The later side: everything shifted, each tenth surrounded by other code, each hundredth gone, as many new.
for (let index = 0; index < count; index++)
  matcher.addAfter(
    findingAt(index % 100 === 0 ? index + count : index, (index % PER_FILE) + 7, index % 10 ? 'a' : 'b'),
  )
globalThis.gc?.()
const filled = process.memoryUsage()
const read = process.cpuUsage(started)
const { summary } = matcher.match({ before: [run], after: [run] })
const cpu = process.cpuUsage(started)
const heldNow = filled.heapUsed + filled.arrayBuffers - base.heapUsed - base.arrayBuffers
console.log(
  JSON.stringify({
    findings: 2 * count,
    summary,
    statedBytesPerFinding: BYTES_PER_FINDING,
    heldBytesPerFinding: Math.round(heldNow / (2 * count)),
    peakResidentMb: Math.round(process.resourceUsage().maxRSS / 1024),
    cpuSecondsAdding: Math.round((read.user + read.system) / 1e5) / 10,
    cpuSecondsMatching: Math.round((cpu.user + cpu.system - read.user - read.system) / 1e5) / 10,
  }),
)
