import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { pack } from 'tar-stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openDownloadCache, openParser, openRegistries, type SourceParser } from '../../platform/index.ts'
import { compareTexts } from './changed-functions.ts'
import { chooseVersions } from './choose-versions.ts'
import { excerptFunction } from './excerpt-function.ts'
import { fetchPairs } from './fetch-pairs.ts'
import { classifyAdvisory, findCandidates } from './find-candidates.ts'
import { minePairs } from './mine-pairs.ts'
import { PAIR_SPLITS, type PairRecipe, parseRecipes, recipeIdOf, splitOf } from './recipe.ts'

let parser: SourceParser
let folder: string
beforeAll(async () => {
  parser = await openParser(['python', 'javascript', 'typescript'])
  folder = await mkdtemp(join(tmpdir(), 'sbr-pairs-'))
})
afterAll(async () => {
  parser.dispose()
  await rm(folder, { recursive: true, force: true })
})

describe('candidates', () => {
  it.each([
    ['A directory traversal lets attackers read arbitrary files.', 22],
    ['SQL injection that leads to remote code execution', 89],
    ['pickle.loads on a socket allows remote code execution', 502],
    ['Regular expression denial of service in parse()', 1333],
    ['A denial of service by a deeply nested list', 400],
  ])('%s', (text, cwe) => {
    const advisory = {
      id: 'A-1',
      details: text,
      affected: [
        {
          package: { ecosystem: 'npm', name: 'a' },
          ranges: [
            { type: 'GIT', events: [{ fixed: 'abc' }] },
            { type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] },
          ],
        },
      ],
    }
    expect(findCandidates([advisory])).toMatchObject([{ fixed: ['1.0.1'], weakness: { cwe } }])
    expect(findCandidates([{ ...advisory, withdrawn: '2024-01-01T00:00:00Z' }])).toEqual([])
  })

  it('says nothing about a text that names no weakness', () => {
    expect(classifyAdvisory('Some unspecified impact.')).toEqual([])
  })
})

describe('versions', () => {
  it.each([
    [['1.2.0'], ['1.0.0', '1.1.0', '1.2.0'], { vulnerable: '1.1.0', fixed: '1.2.0' }],
    [['1.2.0'], ['1.1.0', '1.2.0-rc.1', '1.2.0'], { vulnerable: '1.1.0', fixed: '1.2.0' }],
    [['1.0.5', '2.0.1'], ['1.0.4', '1.0.5', '2.0.0', '2.0.1'], { vulnerable: '2.0.0', fixed: '2.0.1' }],
    [['1.1.1'], ['1.1.0', '1.1.2', '1.2.0'], { vulnerable: '1.1.0', fixed: '1.1.2' }],
    [['1.0.0'], ['1.0.0', '1.0.1'], null],
  ])('fixed in %j of %j', (fixed, versions, expected) => {
    expect(chooseVersions('npm', 'a', fixed, versions)).toEqual(expected)
  })
})

describe('changed functions', () => {
  const compare = (before: string, after: string) =>
    compareTexts('a.js', 'javascript', before, after, parser).map((change) => change.before.name)

  it('are those whose statements differ, at the innermost', () => {
    const before =
      'function outer(x) {\n  function inner(y) {\n    return y\n  }\n  return inner(x)\n}\nfunction other() {\n  return 1\n}\n'
    expect(compare(before, before.replace('return y', 'return escape(y)'))).toEqual(['outer.inner'])
    expect(
      compare(before, before.replace('  return inner(x)', '  if (!x) return 0\n  return inner(x)')),
    ).toEqual(['outer'])
  })

  it('are none where only layout and comments changed', () => {
    const before = 'function f(x) {\n  return x\n}\n'
    expect(compare(before, 'function f(x) {\n  // says x\n    return  x\n}\n')).toEqual([])
  })
})

describe('an excerpt', () => {
  it('is the file without its other functions, line for line', () => {
    const text =
      'import os\n\nclass A:\n    @property\n    def other(self):\n        return 1\n\n    def kept(self):\n        return os.sep\n\ndef last():\n    return 2\n'
    expect(excerptFunction(parser, 'python', text, { startLine: 8, endLine: 9 })).toBe(
      'import os\n\nclass A:\n\n    pass\n\n\n    def kept(self):\n        return os.sep\n\npass\n\n',
    )
  })

  it('is the whole file where it would not parse otherwise', () => {
    const text =
      'const a = function f() {\n  return 1\n}, b = 2\nfunction kept() {\n  return b\n}\nrun(function g() {\n}, 3)\n'
    const broken = 'run(1, function g() {\n}, x => {\n  return 3\n})\nfunction kept() {\n}\n'
    expect(excerptFunction(parser, 'javascript', broken, { startLine: 5, endLine: 6 })).toBe(broken)
    expect(excerptFunction(parser, 'javascript', text, { startLine: 4, endLine: 6 })).toContain(
      'function kept',
    )
  })
})

describe('the split', () => {
  it('is the same for every spelling of a package, and about as announced', () => {
    const of = (name: string) => splitOf({ ecosystem: 'PyPI', package: name })
    expect(of('Foo_Bar')).toBe(of('foo-bar'))
    const all = Array.from({ length: 4000 }, (_, index) => of(`package-${index}`))
    const share = (split: string) => all.filter((one) => one === split).length / all.length
    for (const [split, expected] of [
      ['train', 0.5],
      ['validation', 0.15],
      ['held-out', 0.35],
    ] as const)
      expect(share(split)).toBeCloseTo(expected, 1)
  })

  it('is one of three', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (name) =>
        PAIR_SPLITS.includes(splitOf({ ecosystem: 'npm', package: name })),
      ),
    )
  })
})

describe('mining and fetching', () => {
  const VULNERABLE =
    'module.exports.set = function (obj, key, value) {\n  obj[key] = value\n  return obj\n}\n'
  const FIXED =
    "module.exports.set = function (obj, key, value) {\n  if (key === '__proto__') return obj\n  obj[key] = value\n  return obj\n}\n"
  let server: Server
  let pages: Map<string, Buffer | string>
  let base: string

  beforeAll(async () => {
    pages = new Map()
    server = createServer((request, response) => {
      const page = pages.get(request.url ?? '')
      response.writeHead(page === undefined ? 404 : 200).end(page)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    await publish({ '1.0.0': VULNERABLE, '1.0.1': FIXED })
  })
  afterAll(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })

  async function publish(versions: Record<string, string>): Promise<void> {
    const entries: Record<string, unknown> = {}
    for (const [version, code] of Object.entries(versions)) {
      const archive = await tgz({ 'index.js': code })
      pages.set(`/${version}.tgz`, archive)
      const integrity = `sha512-${createHash('sha512').update(archive).digest('base64')}`
      entries[version] = { dist: { tarball: `${base}${version}.tgz`, integrity } }
    }
    pages.set('/setter', JSON.stringify({ name: 'setter', versions: entries }))
  }

  const toolsIn = (name: string) => ({
    registries: openRegistries({
      npm: { registry: base, scopes: new Map(), credentials: new Map() },
      http: { attempts: 1 },
    }),
    downloads: openDownloadCache(join(folder, name, 'downloads')),
    workDir: join(folder, name, 'work'),
  })

  async function mineAll(text: string): Promise<PairRecipe[]> {
    const advisory = {
      id: 'A-1',
      details: text,
      affected: [
        {
          package: { ecosystem: 'npm', name: 'setter' },
          ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }],
        },
      ],
    }
    const recipes: PairRecipe[] = []
    const options = { tools: toolsIn('mine'), parser, maxArchiveBytes: 1e6, maxPerPackage: 3 }
    for await (const mined of minePairs(findCandidates([advisory]), options))
      recipes.push(...mined.pairs.map(({ recipe }) => recipe))
    return recipes
  }

  it('writes a recipe from which the code comes back', async () => {
    const recipes = await mineAll('Prototype pollution in set().')
    expect(recipes).toMatchObject([
      {
        package: 'setter',
        versions: { vulnerable: '1.0.0', fixed: '1.0.1' },
        path: 'index.js',
        function: 'module.exports.set#0',
        cwe: 1321,
        rule: 'small-release',
        read: false,
      },
    ])
    const again = parseRecipes(recipes.map((recipe) => JSON.stringify(recipe)).join('\n'), 'test')
    expect(again.map(recipeIdOf)).toEqual(recipes.map(recipeIdOf))
    const { pairs, failed } = await fetchPairs(again, toolsIn('fetch'), parser)
    expect(failed).toEqual([])
    expect(pairs).toMatchObject([{ vulnerable: { text: VULNERABLE, startLine: 1 }, fixed: { text: FIXED } }])
  })

  it('keeps nothing where the change does not touch what the advisory tells of', async () => {
    expect(await mineAll('It skips certificate verification.')).toEqual([])
  })

  it('refuses code that is no longer what was read', async () => {
    const [recipe] = await mineAll('Prototype pollution in set().')
    if (!recipe) throw new Error('nothing was mined')
    await publish({ '1.0.0': VULNERABLE, '1.0.1': `${FIXED}// exchanged\n` })
    const exchanged = await fetchPairs([recipe], toolsIn('exchanged'), parser)
    expect(exchanged.failed.map(({ error }) => error.code)).toEqual(['INTEGRITY'])
    const other = { ...recipe, digests: { ...recipe.digests, vulnerable: recipe.digests.fixed } }
    const wrong = await fetchPairs([other], toolsIn('mine'), parser)
    expect(wrong).toMatchObject({ pairs: [], failed: [{ error: { code: 'INTEGRITY' } }] })
  })

  it('refuses a package in two splits', async () => {
    const [recipe] = await mineAll('Prototype pollution in set().')
    const lines = ['train', 'held-out'].map((split) => JSON.stringify({ ...recipe, split })).join('\n')
    expect(() => parseRecipes(lines, 'test')).toThrow(/is in train, too/)
    expect(() => parseRecipes('{}', 'test')).toThrow(/test:1/)
  })
})

async function tgz(files: Record<string, string>): Promise<Buffer> {
  const archive = pack()
  for (const [name, content] of Object.entries(files))
    archive.entry({ name: `package/${name}`, mtime: new Date(0) }, content)
  archive.finalize()
  const pieces: Buffer[] = []
  for await (const piece of archive) pieces.push(piece as Buffer)
  return gzipSync(Buffer.concat(pieces))
}
