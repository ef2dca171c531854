/** Ecosystems by the names of their lockfiles and manifests, for reports that name only the file. */
const ECOSYSTEMS: Readonly<Record<string, string>> = {
  'package-lock.json': 'npm',
  'npm-shrinkwrap.json': 'npm',
  'package.json': 'npm',
  'yarn.lock': 'npm',
  'pnpm-lock.yaml': 'npm',
  'bun.lock': 'npm',
  'poetry.lock': 'pypi',
  'pipfile.lock': 'pypi',
  'pdm.lock': 'pypi',
  'uv.lock': 'pypi',
  'pylock.toml': 'pypi',
  'go.mod': 'golang',
  'cargo.lock': 'cargo',
  'gemfile.lock': 'gem',
  'gems.locked': 'gem',
  'composer.lock': 'composer',
  'pom.xml': 'maven',
  'gradle.lockfile': 'maven',
  'buildscript-gradle.lockfile': 'maven',
  'verification-metadata.xml': 'maven',
  'packages.lock.json': 'nuget',
  'packages.config': 'nuget',
}

/** Ecosystem of a lockfile or manifest, by its name; null where that says nothing. */
export function ecosystemOfManifest(path: string): string | null {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase()
  if (Object.hasOwn(ECOSYSTEMS, name)) return ECOSYSTEMS[name] ?? null
  if (/^requirements[^/]*\.txt$/.test(name)) return 'pypi'
  return name.endsWith('.deps.json') ? 'nuget' : null
}
