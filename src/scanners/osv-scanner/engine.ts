import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { digestFields, sha256 } from '../../kernel/index.ts'
import type { ProcessResult } from '../../platform/index.ts'
import { createExternalEngine } from '../external/create-external-engine.ts'
import type { ExternalAnswer, ExternalBatch } from '../external/external-tool.ts'
import { isLockFile } from '../external/lock-batches.ts'
import { describeEnd, fieldOf, parseOutput } from '../external/parse-answer.ts'
import type { EngineContext } from '../port.ts'
import type { Staging } from '../shared/staging.ts'

const EXIT_CLEAN = 0
const EXIT_VULNERABLE = 1

/** osv-scanner over lock files, offline, against the advisories at hand: the same snapshot that our own matcher asks. */
export const createOsvScanner = createExternalEngine({
  name: 'osv-scanner',
  executable: 'osv-scanner',
  lineage: 'osv',
  languages: [],
  how: 'Install osv-scanner and put it on PATH.',
  versionArgs: ['--version'],
  missing: (context) =>
    archivesOf(context).length > 0
      ? null
      : { what: 'Advisories as <Ecosystem>/all.zip', how: 'Run `sbr advisories update`.' },
  dataDigest: async (context) => {
    const fields: string[] = []
    for (const { ecosystem, archive } of archivesOf(context))
      fields.push(ecosystem, sha256(await readFile(archive)))
    return digestFields(fields)
  },
  variables: databaseVariables,
  accepts: isLockFile('package-lock.json', 'poetry.lock'),
  // It knows a lock file by its name.
  batches: (targets) =>
    targets.length === 0
      ? []
      : [{ targets, plan: { place: ({ path }, index) => `${index}/${basename(path)}` } }],
  args: ({ folder }) => [
    'scan',
    'source',
    '--offline',
    '--no-resolve',
    '--all-packages',
    '--format',
    'json',
    '-r',
    folder,
  ],
  startMs: 60_000,
  reader: 'osv-scanner',
  answer: readAnswer,
})

const ECOSYSTEMS = ['npm', 'PyPI']

const archivesOf = ({ advisories }: EngineContext) =>
  ECOSYSTEMS.map((ecosystem) => ({
    ecosystem,
    archive: join(advisories ?? '', ecosystem, 'all.zip'),
  })).filter(({ archive }) => advisories !== null && existsSync(archive))

/** A folder in the form that osv-scanner looks for its database in; versions before 2.4 name it otherwise. */
async function databaseVariables(context: EngineContext): Promise<Record<string, string>> {
  const folder = join(context.home, 'cache/osv-scanner', sha256(context.advisories ?? '').slice(0, 16))
  for (const name of ['osv-scalibr', 'osv-scanner']) {
    await mkdir(join(folder, name), { recursive: true })
    const present = await readdir(join(folder, name))
    for (const { ecosystem } of archivesOf(context))
      if (!present.includes(ecosystem))
        await symlink(join(context.advisories ?? '', ecosystem), join(folder, name, ecosystem)).catch(
          (error: NodeJS.ErrnoException) => {
            if (error.code !== 'EEXIST') throw error
          },
        )
  }
  return { OSV_SCALIBR_LOCAL_DB_CACHE_DIRECTORY: folder, OSV_SCANNER_LOCAL_DB_CACHE_DIRECTORY: folder }
}

/** Without a database it ends with 127 and an empty list, which reads like a clean report. */
function readAnswer(result: ProcessResult, staging: Staging, _batch: ExternalBatch): ExternalAnswer {
  const report = parseOutput(result)
  const results = fieldOf(report, 'results')
  if ((result.exitCode !== EXIT_CLEAN && result.exitCode !== EXIT_VULNERABLE) || !Array.isArray(results))
    return { failure: describeEnd('osv-scanner', result) }
  const named = results.map((entry: unknown) => fieldOf(fieldOf(entry, 'source'), 'path'))
  const said = [...result.stderr.toString('utf8').matchAll(/Scanned (.+?) file and found/g)].map(
    ([, file]) => file,
  )
  const scanned = new Set(
    [...named, ...said].flatMap((file) => (typeof file === 'string' ? (staging.originalOf(file) ?? []) : [])),
  )
  return { failure: null, report: staging.restorePaths(report), scanned, failed: new Map() }
}
