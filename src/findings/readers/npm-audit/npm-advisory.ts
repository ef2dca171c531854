import { asArray, asText, asTexts, field } from '../../json/access.ts'
import { packageUrl } from '../package-url.ts'
import type { FindingDraft } from '../port.ts'

/**
 * An advisory in the form of npm 6, which pnpm and Yarn 1 to 3 write, too: one finding for each installed
 * version. The paths by which a version is reached are merged.
 *
 * @returns null where it names no package.
 */
export function advisoryDrafts(advisory: unknown, pointer: string): FindingDraft[] | null {
  const name = asText(field(advisory, 'module_name'))
  if (name === null || name === '') return null
  const byVersion = new Map<string | null, string[]>()
  for (const found of asArray(field(advisory, 'findings'))) {
    const version = asText(field(found, 'version'))
    const paths = byVersion.get(version) ?? []
    for (const path of asTexts(field(found, 'paths') ?? [])) paths.push(dependencyPath(path))
    byVersion.set(version, paths)
  }
  // An advisory without installed versions is still one.
  if (byVersion.size === 0) byVersion.set(null, [])
  return [...byVersion].map(([version, paths]) => toDraft(advisory, name, version, paths, pointer))
}

function toDraft(
  advisory: unknown,
  name: string,
  version: string | null,
  paths: string[],
  pointer: string,
): FindingDraft {
  const url = asText(field(advisory, 'url'))
  const ghsa = nonEmpty(field(advisory, 'github_advisory_id')) ?? ghsaOf(url)
  const cves = asTexts(field(advisory, 'cves') ?? [])
  const number = `npm:${asText(field(advisory, 'id')) ?? name}`
  const [id = number, ...aliases] = [...(ghsa === null ? [] : [ghsa]), ...cves]
  const title = asText(field(advisory, 'title'))
  const range = asText(field(advisory, 'vulnerable_versions'))
  const patched = fixedVersion(asText(field(advisory, 'patched_versions')))
  return {
    kind: 'dependency',
    rule: { id, url, pack: 'npm-audit' },
    title,
    message: advisoryMessage(title ?? id, name, range),
    severity: [
      { raw: asText(field(advisory, 'severity')), source: 'severity', scale: 'word-info-lowest' },
      {
        raw: asText(field(advisory, 'cvss', 'vectorString')),
        source: 'cvss.vectorString',
        scale: 'cvss-vector',
      },
    ],
    cwe: cweValues(field(advisory, 'cwe')),
    region: null,
    package: {
      purl: packageUrl('npm', name, version),
      version,
      fixedVersions: patched === null ? fixedVersionsOf(range) : [patched],
      paths: [...new Set(paths)],
    },
    advisory: { id, aliases },
    pointer,
  }
}

/** The same words for one hole, whichever version of whichever tool reports it. */
export const advisoryMessage = (title: string, name: string, range: string | null): string =>
  `${title} in ${name} ${range ?? ''}`.trim()

/** The GitHub advisory that an address leads to; the service gives the id in no other field. */
export const ghsaOf = (url: string | null): string | null =>
  /GHSA(?:-[a-z0-9]{4}){3}/i.exec(url ?? '')?.[0] ?? null

/**
 * Versions from which a range of affected versions ends: `<2.11.2` names the first that is not affected.
 * A bound that is itself affected (`<=0.7.0`) names none.
 */
export function fixedVersionsOf(range: string | null): string[] {
  const bounds = (range ?? '').split('||').map((part) => /(?:^|\s)<\s*([^\s=<>]+)\s*$/.exec(part)?.[1])
  return [...new Set(bounds.filter((bound) => bound !== undefined))]
}

/** `>=1.2.3` says the first fixed version; `<0.0.0` says that there is none. */
const fixedVersion = (range: string | null): string | null =>
  /^>=\s*([^\s<>=|]+)$/.exec(range?.trim() ?? '')?.[1] ?? null

/** A list of CWE ids; one text in old reports; several in one text where pnpm 12 writes it. */
export function cweValues(cwe: unknown): unknown[] {
  return asArray(cwe).length > 0 ? asArray(cwe) : (asText(cwe) ?? '').split(',')
}

/** npm and Yarn write `a>b`, pnpm `.>a>b` or `. > a@1.0.0 > b@2.0.0`, where the dot is the project itself. */
function dependencyPath(path: string): string {
  const steps = path.split('>').map((step) => step.trim())
  return (steps[0] === '.' ? steps.slice(1) : steps).join(' > ')
}

function nonEmpty(value: unknown): string | null {
  const text = asText(value)
  return text === '' ? null : text
}
