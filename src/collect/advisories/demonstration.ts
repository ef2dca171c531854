import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { parseCwe } from '../../findings/index.ts'
import {
  ECOSYSTEMS,
  type Ecosystem,
  type OsvAdvisory,
  OsvAdvisorySchema,
  SbrError,
} from '../../kernel/index.ts'
import { PROJECT_ROOT } from '../../platform/index.ts'
import { matchAdvisories } from '../../scanners/index.ts'

const ArchiveSchema = Type.Object({
  filename: Type.String(),
  sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }),
})
/** The archive of a version as it was when the list was written: a registry cannot exchange it unseen. */
export type PinnedArchive = Static<typeof ArchiveSchema>

const DemonstrationSchema = Type.Object({
  ecosystem: Type.Enum([...ECOSYSTEMS]),
  package: Type.String({ minLength: 1 }),
  vulnerableVersion: Type.String({ minLength: 1 }),
  fixedVersion: Type.String({ minLength: 1 }),
  /** Why this CWE, in our words: no advisory of the source carries one. */
  cweReason: Type.String({ minLength: 20 }),
  /** Where the facts come from. */
  source: Type.String({ minLength: 1 }),
  archives: Type.Optional(Type.Object({ vulnerable: ArchiveSchema, fixed: ArchiveSchema })),
})

const RecordSchema = Type.Intersect([
  OsvAdvisorySchema,
  Type.Object({
    summary: Type.String({ minLength: 1 }),
    database_specific: Type.Object({
      cwe_ids: Type.Array(Type.String(), { minItems: 1 }),
      sbr: DemonstrationSchema,
    }),
  }),
])

const IndexSchema = Type.Object({
  schemaVersion: Type.Literal(1),
  advisories: Type.Array(Type.String(), { minItems: 1 }),
})

const record = Compile(RecordSchema)
const index = Compile(IndexSchema)

/** A published advisory with the two versions of the package that show it. */
export interface DemonstrationAdvisory {
  id: string
  aliases: string[]
  summary: string
  ecosystem: Ecosystem
  package: string
  vulnerableVersion: string
  fixedVersion: string
  cwes: number[]
  cweReason: string
  source: string
  archives: { vulnerable: PinnedArchive; fixed: PinnedArchive } | null
  /** The whole record, as matchers read it. */
  record: OsvAdvisory
}

/** The list that the project brings along. */
export const DEMONSTRATION_LIST = join(PROJECT_ROOT, 'examples/advisories.json')

/**
 * Reads a list of advisories to demonstrate. Each is checked against itself: the vulnerable version must
 * be in its affected ranges and the fixed one must not.
 *
 * @throws SbrError `BAD_INPUT`, `NOT_FOUND`
 */
export async function loadDemonstration(list = DEMONSTRATION_LIST): Promise<DemonstrationAdvisory[]> {
  const listed = await readJson(list)
  if (!index.Check(listed)) throw fault(list, index.Errors(listed)[0])
  const advisories: DemonstrationAdvisory[] = []
  for (const file of listed.advisories) {
    const path = join(dirname(list), file)
    const parsed = await readJson(path)
    if (!record.Check(parsed)) throw fault(path, record.Errors(parsed)[0])
    advisories.push(toDemonstration(path, parsed))
  }
  return advisories
}

function toDemonstration(path: string, parsed: Static<typeof RecordSchema>): DemonstrationAdvisory {
  const { cwe_ids, sbr } = parsed.database_specific
  const cwes = cwe_ids.map((text) => parseCwe(text))
  const isAffected = (version: string): boolean =>
    matchAdvisories([{ ecosystem: sbr.ecosystem, name: sbr.package, version }], [parsed]).matches.length > 0
  if (cwes.includes(null)) throw fault(path, { message: 'a CWE is none' })
  if (!isAffected(sbr.vulnerableVersion))
    throw fault(path, { message: `${sbr.vulnerableVersion} is not in the affected ranges` })
  if (isAffected(sbr.fixedVersion))
    throw fault(path, { message: `${sbr.fixedVersion} is in the affected ranges` })
  return {
    id: parsed.id,
    aliases: parsed.aliases ?? [],
    summary: parsed.summary,
    ecosystem: sbr.ecosystem,
    package: sbr.package,
    vulnerableVersion: sbr.vulnerableVersion,
    fixedVersion: sbr.fixedVersion,
    cwes: cwes.filter((cwe) => cwe !== null),
    cweReason: sbr.cweReason,
    source: sbr.source,
    archives: sbr.archives ?? null,
    record: parsed,
  }
}

async function readJson(path: string): Promise<unknown> {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (cause) {
    throw new SbrError('NOT_FOUND', `${path} cannot be read`, { cause, next: 'Name a list of advisories.' })
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new SbrError('BAD_INPUT', `${path} is not JSON`, { cause })
  }
}

const fault = (path: string, error: { instancePath?: string; message?: string } | undefined): SbrError =>
  new SbrError('BAD_INPUT', `${path}: ${error?.instancePath ?? ''} ${error?.message ?? 'is not valid'}`, {
    next: 'Mend the record; examples/README.md says what it holds.',
  })
