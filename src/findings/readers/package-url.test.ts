import fc from 'fast-check'
import { expect, it } from 'vitest'
import { packageUrl } from './package-url.ts'

it.each([
  ['npm', '@scope/name', '1.0.0', 'pkg:npm/%40scope/name@1.0.0'],
  ['pip', 'Jinja2', '2.11.2', 'pkg:pypi/jinja2@2.11.2'],
  [
    'maven',
    'org.apache.logging.log4j:log4j-core',
    '2.14.1',
    'pkg:maven/org.apache.logging.log4j/log4j-core@2.14.1',
  ],
  ['gomodules', 'github.com/a/b', null, 'pkg:golang/github.com/a/b'],
  ['linux:8', 'libc', '2', 'pkg:generic/libc@2'],
])('%s %s', (ecosystem, name, version, expected) => {
  expect(packageUrl(ecosystem, name, version)).toBe(expected)
})

it('makes a package URL of any text', () => {
  const ecosystem = fc.constantFrom('npm', 'maven', 'pypi', 'golang', 'composer', 'cocoapods', 'nowhere')
  const text = fc.string({ unit: 'binary', minLength: 1 })
  const broken = fc.constantFrom('\ud800', '/', ':', '@', ' ', '../..', '%zz', 'a/', '\u0000')
  fc.assert(
    fc.property(
      ecosystem,
      fc.oneof(text, broken),
      fc.option(fc.oneof(text, broken)),
      (type, name, version) => {
        const purl = packageUrl(type, name, version)
        expect(purl).toMatch(/^pkg:[a-z]+\/\S+$/)
      },
    ),
  )
})
