/** Lockfiles and the manifests that a person edits instead: Snyk's SARIF names these, its JSON those. */
const MANIFESTS: Readonly<Record<string, string>> = {
  'Gemfile.lock': 'Gemfile',
  'package-lock.json': 'package.json',
  'yarn.lock': 'package.json',
  'Gopkg.lock': 'Gopkg.toml',
  'go.sum': 'go.mod',
  'composer.lock': 'composer.json',
  'Podfile.lock': 'Podfile',
  'poetry.lock': 'pyproject.toml',
}

/** The manifest for the file that Snyk tested, so that one scan gives one place in both formats. */
export function manifestOf(tested: string): string {
  const cut = Math.max(tested.lastIndexOf('/'), tested.lastIndexOf('\\')) + 1
  const name = tested.slice(cut)
  return Object.hasOwn(MANIFESTS, name) ? tested.slice(0, cut) + MANIFESTS[name] : tested
}
