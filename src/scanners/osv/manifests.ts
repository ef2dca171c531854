import { basename } from 'node:path'
import type { PackageVersion } from './match.ts'

/** What a manifest says: packages at exact versions, and those that it leaves open. */
export interface ManifestContent {
  packages: PackageVersion[]
  /** Names whose version the manifest leaves to a resolver. */
  unresolved: string[]
}

type ReadManifest = (text: string) => ManifestContent

/** The reader of a manifest by its file name; null: not a manifest that is known here. */
export function manifestReaderOf(path: string): ReadManifest | null {
  const name = basename(path)
  if (name === 'package.json') return readPackageJson
  if (name === 'package-lock.json' || name === 'npm-shrinkwrap.json') return readPackageLock
  if (/^requirements[A-Za-z0-9._-]*\.txt$/.test(name)) return readRequirements
  if (name === 'poetry.lock') return readPoetryLock
  if (name === 'pyproject.toml') return readPyproject
  return null
}

/** Name of the file that pins what this one leaves open, in the same folder. */
export function lockFilesOf(path: string): string[] {
  const folder = path.slice(0, path.length - basename(path).length)
  const names: Record<string, string[]> = {
    'package.json': ['package-lock.json', 'npm-shrinkwrap.json'],
    'pyproject.toml': ['poetry.lock'],
  }
  return (names[basename(path)] ?? []).map((name) => `${folder}${name}`)
}

const asRecord = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {}

const EXACT = /^[=v]*(\d+\.\d+\.\d+(?:[-+][0-9A-Za-z.+-]+)?)$/

const readPackageJson: ReadManifest = (text) => {
  const manifest = asRecord(JSON.parse(text))
  const content: ManifestContent = { packages: [], unresolved: [] }
  for (const section of ['dependencies', 'optionalDependencies', 'devDependencies']) {
    for (const [name, wanted] of Object.entries(asRecord(manifest[section]))) {
      const exact = typeof wanted === 'string' ? EXACT.exec(wanted.trim())?.[1] : undefined
      if (exact === undefined) content.unresolved.push(name)
      else content.packages.push({ ecosystem: 'npm', name, version: exact })
    }
  }
  return content
}

/** Lock file of version 1 (`dependencies`, nested) and of 2 and 3 (`packages`, by folder). */
const readPackageLock: ReadManifest = (text) => {
  const lock = asRecord(JSON.parse(text))
  const packages: PackageVersion[] = []
  const add = (name: string, version: unknown) => {
    if (typeof version === 'string' && /^\d/.test(version)) packages.push({ ecosystem: 'npm', name, version })
  }
  if (lock.packages !== undefined) {
    for (const [folder, entry] of Object.entries(asRecord(lock.packages))) {
      const own = asRecord(entry)
      const at = folder.lastIndexOf('node_modules/')
      if (at >= 0 && own.link !== true)
        add(typeof own.name === 'string' ? own.name : folder.slice(at + 'node_modules/'.length), own.version)
    }
  } else {
    const pending = [asRecord(lock.dependencies)]
    for (let level = pending.pop(); level; level = pending.pop()) {
      for (const [name, entry] of Object.entries(level)) {
        add(name, asRecord(entry).version)
        pending.push(asRecord(asRecord(entry).dependencies))
      }
    }
  }
  return { packages: withoutRepeats(packages), unresolved: [] }
}

const readRequirements: ReadManifest = (text) => {
  const lines = text.replace(/\\\r?\n/g, ' ').split(/\r?\n/)
  return readPep508(lines.map((line) => line.replace(/(^|\s)#.*$/, '').trim()))
}

/** `name[extra] == 1.2.3 ; marker --hash=…`: exact where there is one `==` without a wildcard. */
function readPep508(lines: readonly string[]): ManifestContent {
  const content: ManifestContent = { packages: [], unresolved: [] }
  for (const line of lines) {
    if (line === '' || /^--?(?:hash|index-url|extra-index-url|find-links|no-|i\s|f\s)/.test(line)) continue
    const found = /^([A-Za-z0-9][A-Za-z0-9._-]*)\s*(?:\[[^\]]*\])?\s*([^;]*)/.exec(line)
    const name = found?.[1]
    if (name === undefined) {
      content.unresolved.push(line.slice(0, 80))
      continue
    }
    const exact = /^={2,3}\s*([^\s,*]+)\s*(?:--hash.*)?$/.exec((found?.[2] ?? '').trim())?.[1]
    if (exact === undefined) content.unresolved.push(name)
    else content.packages.push({ ecosystem: 'PyPI', name, version: exact })
  }
  return content
}

/** As much of TOML as Poetry writes: `[[package]]` blocks with `name` and `version` first. */
const readPoetryLock: ReadManifest = (text) => {
  const packages = text.split(/^\[\[package\]\]\s*$/m).slice(1)
  return {
    packages: packages.flatMap((block) => {
      const name = /^name\s*=\s*"([^"]+)"/m.exec(block)?.[1]
      const version = /^version\s*=\s*"([^"]+)"/m.exec(block)?.[1]
      return name === undefined || version === undefined ? [] : [{ ecosystem: 'PyPI', name, version }]
    }),
    unresolved: [],
  }
}

/** `dependencies = ["name==1.2", …]` of `[project]`; other tables are left open. */
const readPyproject: ReadManifest = (text) => {
  const project = /^\[project\]\s*$([\s\S]*?)(?=^\[|(?![\s\S]))/m.exec(text)?.[1] ?? ''
  const list = /^dependencies\s*=\s*\[([\s\S]*?)\]\s*$/m.exec(project)?.[1] ?? ''
  const entries = [...list.matchAll(/"([^"]*)"|'([^']*)'/g)].map((found) => found[1] ?? found[2] ?? '')
  const content = readPep508(entries)
  if (/^\[tool\.poetry\.dependencies\]/m.test(text)) content.unresolved.push('[tool.poetry.dependencies]')
  return content
}

function withoutRepeats(packages: readonly PackageVersion[]): PackageVersion[] {
  return [...new Map(packages.map((one) => [`${one.name}@${one.version}`, one])).values()]
}
