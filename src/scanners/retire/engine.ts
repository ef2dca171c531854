import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { sha256 } from '../../kernel/index.ts'
import { minimalEnvironment, runProcess, TOOLS } from '../../platform/index.ts'
import type { CreateEngine, EngineInfo, EngineOutput, ScanRequest } from '../port.ts'
import { readFindings } from '../shared/read-findings.ts'
import {
  acceptsLanguages,
  buildAbsentRun,
  buildFailedRun,
  buildRun,
  selectTargets,
} from '../shared/run-builder.ts'
import { HOW_TO_INSTALL } from '../shared/site-packages.ts'
import { takeSnapshot } from '../shared/snapshot.ts'
import { stageTargets } from '../shared/staging.ts'

const COMMAND = join(TOOLS.engines, 'retire/lib/cli.js')
const MANIFEST = join(TOOLS.engines, 'retire/package.json')
/** The data comes with another package: retire itself would fetch it. */
const DATA = join(
  TOOLS.engines,
  '@salesforce/code-analyzer-retirejs-engine/vulnerabilities/RetireJsVulns.json',
)
/** Exit codes by retire's documentation: clean, and vulnerable. */
const EXIT_CLEAN = 0
const EXIT_VULNERABLE = 13
/** Milliseconds for the start, and for each target. */
const START_MS = 30_000
const SHARE_MS = 200

const ReportSchema = Type.Object({
  data: Type.Array(Type.Object({ file: Type.String(), results: Type.Array(Type.Unknown()) })),
  errors: Type.Array(Type.Unknown()),
})
const validator = Compile(ReportSchema)
const accepts = acceptsLanguages(['javascript'])

/** retire.js: known vulnerable browser libraries by their content, with data at hand, offline. */
export const createRetire: CreateEngine = (context) => {
  let known: Promise<EngineInfo> | undefined
  const info = () => {
    known ??= describeRetire()
    return known
  }
  return {
    name: 'retire',
    info,
    scan: async (request) => {
      const described = await info()
      return context.slots.use(() => scan(described, request))
    },
    close: async () => {},
  }
}

async function describeRetire(): Promise<EngineInfo> {
  const base = { name: 'retire', heldOut: false }
  if (!existsSync(COMMAND) || !existsSync(DATA)) {
    const missing = { what: existsSync(COMMAND) ? "retire's data" : 'retire', how: HOW_TO_INSTALL }
    return { ...base, version: null, packs: [], languages: [], available: false, missing }
  }
  const { version } = JSON.parse(readFileSync(MANIFEST, 'utf8')) as { version: string }
  const packs = [
    { name: 'retire-data', lineage: 'retire', sha256: sha256(await readFile(DATA)), heldOut: false },
  ]
  return { ...base, version, packs, languages: ['javascript'], available: true }
}

async function scan(info: EngineInfo, request: ScanRequest): Promise<EngineOutput> {
  const snapshot = request.snapshot ?? (await takeSnapshot(request.root, request.targets, request.signal))
  if (!info.available) return { run: buildAbsentRun(info, snapshot), findings: [] }
  const targets = selectTargets(snapshot, accepts)
  if (targets.length === 0) return { run: buildRun(info, snapshot, accepts, new Map(), []), findings: [] }
  const staging = await stageTargets(targets)
  try {
    const result = await runProcess({
      command: process.execPath,
      args: [
        COMMAND,
        ...['--path', staging.folder],
        ...['--outputformat', 'json'],
        ...['--jsrepo', DATA],
        ...['--ext', 'js,cjs,mjs,jsx'],
        ...['--cachedir', join(staging.folder, '.cache')],
      ],
      cwd: staging.folder,
      env: minimalEnvironment(),
      timeoutMs: START_MS + request.timeoutMs + SHARE_MS * targets.length,
      ...(request.signal ? { signal: request.signal } : {}),
    })
    if (result.timedOut)
      return { run: buildFailedRun(info, snapshot, 'timeout', 'retire ran out of time'), findings: [] }
    const report = parseReport(result.stdout)
    if (!report || (result.exitCode !== EXIT_CLEAN && result.exitCode !== EXIT_VULNERABLE)) {
      const said = result.stderr.toString('utf8').trim().slice(0, 300)
      const message = `retire ended with exit code ${result.exitCode ?? 'none'} ${said}`
      return { run: buildFailedRun(info, snapshot, 'engine-crashed', message), findings: [] }
    }
    const data = report.data
      .flatMap((entry) => {
        const file = staging.originalOf(entry.file)
        return file === null ? [] : [{ ...entry, file }]
      })
      .sort((a, b) => (a.file < b.file ? -1 : 1))
    const read = await readFindings({ info, snapshot, reader: 'retire', report: { ...report, data } })
    return { run: buildRun(info, snapshot, accepts, new Map(), read.diagnostics), findings: read.findings }
  } finally {
    await staging.dispose()
  }
}

function parseReport(stdout: Buffer) {
  try {
    const parsed: unknown = JSON.parse(stdout.toString('utf8'))
    return validator.Check(parsed) ? parsed : null
  } catch {
    return null
  }
}
