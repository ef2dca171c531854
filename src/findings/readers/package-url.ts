import { PackageURL } from 'packageurl-js'

/** Package URL types by the names that tools and registries use for an ecosystem. */
const TYPES: Readonly<Record<string, string>> = {
  npm: 'npm',
  node: 'npm',
  yarn: 'npm',
  pnpm: 'npm',
  pypi: 'pypi',
  pip: 'pypi',
  pipenv: 'pypi',
  poetry: 'pypi',
  uv: 'pypi',
  python: 'pypi',
  'python-pkg': 'pypi',
  maven: 'maven',
  gradle: 'maven',
  sbt: 'maven',
  jar: 'maven',
  pom: 'maven',
  go: 'golang',
  golang: 'golang',
  gomod: 'golang',
  gomodules: 'golang',
  gobinary: 'golang',
  golangdep: 'golang',
  govendor: 'golang',
  rubygems: 'gem',
  bundler: 'gem',
  gem: 'gem',
  nuget: 'nuget',
  packagist: 'composer',
  composer: 'composer',
  'crates.io': 'cargo',
  cargo: 'cargo',
  cocoapods: 'cocoapods',
  hex: 'hex',
  'node-pkg': 'npm',
}

/**
 * A package URL of an ecosystem's package; `generic` where the ecosystem has no type of its own, or where
 * the name is none of that type. Reports may hold any text: half a surrogate pair becomes U+FFFD.
 */
export function packageUrl(ecosystem: string, name: string, version: string | null): string {
  const key = ecosystem.toLowerCase().split(':')[0] ?? ''
  const type = Object.hasOwn(TYPES, key) ? (TYPES[key] ?? 'generic') : 'generic'
  const text = name.toWellFormed()
  // Maven separates by colon, Go and scoped npm names by slash.
  const separator = type === 'maven' ? ':' : '/'
  const cut = text.lastIndexOf(separator)
  const namespace = cut > 0 ? text.slice(0, cut) : undefined
  const plain = cut > 0 ? text.slice(cut + 1) : text
  try {
    return writeUrl(type, namespace, plain || text, version)
  } catch {
    return `pkg:generic/${encodeURIComponent(text)}${atVersion(version)}`
  }
}

/** @throws Error where the parts break the rules of their type. */
const writeUrl = (type: string, namespace: string | undefined, name: string, version: string | null) =>
  new PackageURL(type, namespace, name, version?.toWellFormed(), undefined, undefined).toString()

/** `@1.2.3`, encoded; nothing where there is no version. */
export const atVersion = (version: string | null): string =>
  version === null || version === '' ? '' : `@${encodeURIComponent(version.toWellFormed())}`
