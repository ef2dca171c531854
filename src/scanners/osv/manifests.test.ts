import { describe, expect, it } from 'vitest'
import { manifestReaderOf } from './manifests.ts'

const read = (path: string, text: string) => {
  const content = manifestReaderOf(path)?.(text)
  return [content?.packages.map((one) => `${one.ecosystem} ${one.name} ${one.version}`), content?.unresolved]
}

describe('manifests', () => {
  it('reads exact versions of package.json and leaves ranges open', () => {
    const text = JSON.stringify({
      dependencies: { a: '1.2.3', b: '^1.0.0', c: 'git+https://example.com/c.git' },
      devDependencies: { d: '=2.0.0-rc.1' },
    })
    expect(read('x/package.json', text)).toEqual([
      ['npm a 1.2.3', 'npm d 2.0.0-rc.1'],
      ['b', 'c'],
    ])
  })

  it('reads lock files of version 1 and 3, nested and scoped', () => {
    const old = { dependencies: { a: { version: '1.0.0', dependencies: { b: { version: '2.0.0' } } } } }
    expect(read('package-lock.json', JSON.stringify(old))).toEqual([['npm a 1.0.0', 'npm b 2.0.0'], []])
    const now = {
      packages: {
        '': { name: 'own', version: '9.9.9' },
        'node_modules/@s/a': { version: '1.0.0' },
        'node_modules/@s/a/node_modules/b': { version: '2.0.0' },
        'node_modules/alias': { name: 'real', version: '3.0.0' },
        'node_modules/linked': { link: true, resolved: 'pkgs/linked' },
      },
    }
    expect(read('package-lock.json', JSON.stringify(now))).toEqual([
      ['npm @s/a 1.0.0', 'npm b 2.0.0', 'npm real 3.0.0'],
      [],
    ])
  })

  it('reads requirements with markers, extras, hashes and comments', () => {
    const text = [
      '# all',
      'django==3.2.1 ; python_version >= "3.6"',
      'requests[security] == 2.20.0  # pinned',
      'flask>=1.0',
      'jinja2==2.*',
      'urllib3==1.26.4 \\',
      '    --hash=sha256:abc',
      '-r other.txt',
      '--index-url https://example.com/simple',
    ].join('\n')
    expect(read('requirements-dev.txt', text)).toEqual([
      ['PyPI django 3.2.1', 'PyPI requests 2.20.0', 'PyPI urllib3 1.26.4'],
      ['flask', 'jinja2', '-r other.txt'],
    ])
  })

  it('reads poetry.lock and pyproject.toml', () => {
    const lock = '[[package]]\nname = "a"\nversion = "1.0"\n\n[[package]]\nname = "b"\nversion = "2.0"\n'
    expect(read('poetry.lock', lock)).toEqual([['PyPI a 1.0', 'PyPI b 2.0'], []])
    const project =
      '[project]\nname = "x"\ndependencies = [\n  "a==1.0",\n  "b>2",\n]\n\n[build-system]\nrequires = ["c==1"]\n'
    expect(read('pyproject.toml', project)).toEqual([['PyPI a 1.0'], ['b']])
  })

  it('knows nothing else', () => {
    expect(manifestReaderOf('src/index.ts')).toBeNull()
    expect(manifestReaderOf('my-package.json')).toBeNull()
  })
})
