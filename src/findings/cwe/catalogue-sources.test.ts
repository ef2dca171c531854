import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { memorySource } from '../input/byte-source.ts'
import { field } from '../json/access.ts'
import { loadBundledCatalogue } from './bundled-catalogue.ts'
import { cweCatalogueInUse, useCweCatalogue } from './catalogue.ts'
import { type CweCatalogue, catalogueFault, digestCatalogue } from './cwe-catalogue.ts'
import { CWE_TOP_25_2025 } from './lists.ts'
import { OWASP_2025_MEMBERS } from './owasp-2025.ts'
import { parseCweXml } from './parse-cwe-xml.ts'

const bundled = loadBundledCatalogue()
const xml = (text: string) => memorySource(new TextEncoder().encode(text))

/** In MITRE's form, written by hand: views mixed, a category, a view, notes that are none of our business. */
const OWN = `<?xml version="1.0" encoding="UTF-8"?>
<Weakness_Catalog Name="CWE" Version="9.1" Date="2031-02-03" xmlns="http://cwe.mitre.org/cwe-7">
  <Weaknesses>
    <Weakness ID="20" Name="Below &amp; beyond " Abstraction="Base" Structure="Simple" Status="Draft">
      <Description>Text with <xhtml:b xmlns:xhtml="http://www.w3.org/1999/xhtml">marks</xhtml:b></Description>
      <Related_Weaknesses>
        <Related_Weakness Nature="ChildOf" CWE_ID="10" View_ID="1000" Ordinal="Primary"/>
        <Related_Weakness Nature="ChildOf" CWE_ID="10" View_ID="1000"/>
        <Related_Weakness Nature="ChildOf" CWE_ID="30" View_ID="1003"/>
        <Related_Weakness Nature="PeerOf" CWE_ID="30" View_ID="1000"/>
      </Related_Weaknesses>
      <Mapping_Notes><Usage>Allowed-with-Review</Usage><Rationale>Because.</Rationale></Mapping_Notes>
    </Weakness>
    <Weakness ID="10" Name="Above" Abstraction="Pillar" Structure="Simple" Status="Stable">
      <Mapping_Notes><Usage>Discouraged</Usage></Mapping_Notes>
    </Weakness>
    <Weakness ID="30" Name="DEPRECATED: Gone" Abstraction="Base" Structure="Simple" Status="Deprecated">
      <Mapping_Notes><Usage>Prohibited</Usage></Mapping_Notes>
    </Weakness>
  </Weaknesses>
  <Categories>
    <Category ID="40" Name="A drawer" Status="Incomplete">
      <Relationships><Has_Member CWE_ID="20" View_ID="50"/><Has_Member CWE_ID="10" View_ID="50"/></Relationships>
    </Category>
  </Categories>
  <Views>
    <View ID="50" Name="A view" Type="Graph" Status="Draft">
      <Members><Has_Member CWE_ID="40" View_ID="50"/></Members>
    </View>
  </Views>
</Weakness_Catalog>`

describe('MITRE XML', () => {
  it('gives each entry with the parents of View 1000 alone', () => {
    expect(parseCweXml('own.xml', xml(OWN))).toEqual({
      version: '9.1',
      date: '2031-02-03',
      weaknesses: [
        { id: 10, name: 'Above', abstraction: 'Pillar', status: 'Stable', usage: 'Discouraged', parents: [] },
        {
          id: 20,
          name: 'Below & beyond',
          abstraction: 'Base',
          status: 'Draft',
          usage: 'Allowed-with-Review',
          parents: [10],
        },
        {
          id: 30,
          name: 'DEPRECATED: Gone',
          abstraction: 'Base',
          status: 'Deprecated',
          usage: 'Prohibited',
          parents: [],
        },
      ],
      categories: [{ id: 40, name: 'A drawer', status: 'Incomplete', members: [10, 20] }],
      views: [{ id: 50, name: 'A view', status: 'Draft', members: [40] }],
    })
  })

  it("reads MITRE's own file of 4.15 to what the bundled form gives, to the last digit", () => {
    const file = createRequire(import.meta.url).resolve('cwe-sdk/raw/cwe-archive.xml')
    const parsed = parseCweXml(file, memorySource(readFileSync(file)))
    expect(parsed).toEqual(bundled)
    expect(digestCatalogue(parsed)).toBe(digestCatalogue(bundled))
  })

  it.each([
    ['half of it', OWN.slice(0, 900)],
    ['a stray tag', OWN.replace('<Categories>', '</Weaknesses><Categories>')],
    ['another document', '<rss version="2.0"/>'],
    ['no XML', '{"Weakness_Catalog": 1}'],
    ['nothing', ''],
  ])('refuses %s', (_, text) => {
    expect(() => parseCweXml('file', xml(text))).toThrow(/damaged|not MITRE/)
  })
})

describe('what may be used', () => {
  const change = (edit: (catalogue: CweCatalogue) => void) => {
    const copy = structuredClone(bundled)
    edit(copy)
    return catalogueFault(copy)
  }
  it('takes the bundled list, and names what is wrong with another', () => {
    expect(catalogueFault(bundled)).toBeNull()
    expect(catalogueFault(parseCweXml('own.xml', xml(OWN)))).toMatch(/3 weaknesses/)
    expect(catalogueFault({ version: '1' })).toMatch(/required/)
    expect(change((one) => one.weaknesses[0]?.parents.push(9999))).toMatch(/9999.* is not in it/)
    expect(change((one) => one.weaknesses.find(({ id }) => id === 707)?.parents.push(89))).toMatch(
      /above itself/,
    )
    expect(change((one) => one.views.push(...one.views.slice(0, 1)))).toMatch(/twice/)
    expect(
      change((one) => {
        for (const entry of one.weaknesses) entry.parents = []
      }),
    ).toMatch(/no relations/)
  })

  it('has one catalogue in one process', () => {
    const { digest, version } = cweCatalogueInUse()
    expect([digest, version]).toEqual([digestCatalogue(bundled), '4.15'])
    expect(() => useCweCatalogue(() => bundled)).not.toThrow()
    expect(() => useCweCatalogue(() => ({ ...bundled, version: '4.16' }))).toThrow(/already/)
    expect(cweCatalogueInUse().digest).toBe(digest)
  })
})

const current = join(import.meta.dirname, '../../../../shared/data/cwe-4.19.1.json')
const present = existsSync(current)
if (!present) console.warn(`SKIPPED: ${current} is not here, CWE 4.15 was not compared with 4.19.1`)

describe.skipIf(!present)('the list of 4.15 beside that of 4.19.1', () => {
  const list: unknown = present ? JSON.parse(readFileSync(current, 'utf8')) : null
  const sorted = (value: unknown) => [...(value as number[])].sort((a, b) => a - b)

  /** Ids whose entry says something else in the newer list, by what it says. */
  const differing = (
    ours: (entry: CweCatalogue['weaknesses'][number]) => unknown,
    theirs: (entry: unknown) => unknown,
  ) =>
    bundled.weaknesses
      .filter((entry) => {
        const newer = field(list, 'weaknesses', String(entry.id))
        return JSON.stringify(ours(entry)) !== JSON.stringify(theirs(newer))
      })
      .map(({ id }) => id)

  it('differs in what MITRE changed since, and in nothing else', () => {
    const newer = Object.keys(field(list, 'weaknesses') as object).map(Number)
    const known = new Set(bundled.weaknesses.map(({ id }) => id))
    // Added after 4.15; nothing was taken out.
    expect(newer.filter((id) => !known.has(id))).toEqual([1427, 1428, 1429, 1431, 1434])
    expect(bundled.weaknesses.filter(({ id }) => !newer.includes(id))).toEqual([])
    // Renamed.
    expect(
      differing(
        (one) => one.name,
        (one) => (field(one, 'name') as string).trim(),
      ),
    ).toEqual([942, 1039, 1116])
    // Mapped to with more care today.
    expect(
      differing(
        (one) => one.usage,
        (one) => field(one, 'map'),
      ),
    ).toEqual([22, 94, 114, 263, 426, 427, 798])
    expect(
      differing(
        (one) => one.abstraction,
        (one) => field(one, 'abs'),
      ),
    ).toEqual([410, 841])
    expect(
      differing(
        (one) => one.status,
        (one) => field(one, 'status'),
      ),
    ).toEqual([])
    // Moved in View 1000: 17 of 964.
    expect(
      differing(
        (one) => one.parents,
        (one) => sorted(field(one, 'parents', '1000')),
      ),
    ).toEqual([22, 41, 120, 182, 291, 325, 362, 617, 647, 778, 939, 1188, 1242, 1258, 1265, 1268, 1279])
    const members = bundled.categories.filter(
      ({ id, members }) =>
        JSON.stringify(sorted(field(list, 'categories', String(id), 'members'))) !== JSON.stringify(members),
    )
    expect(members.map(({ id }) => id)).toEqual([1205, 1208, 1402, 1409, 1412, 1413, 1417])
  })

  it('would be told from one that mixes the views', () => {
    // In 23 entries View 1003 knows parents that View 1000 does not: mixed, none of them would agree above.
    const mixed = bundled.weaknesses.filter(({ id, parents }) => {
      const others = field(list, 'weaknesses', String(id), 'parents', '1003') as number[] | undefined
      return others?.some((parent) => !parents.includes(parent)) ?? false
    })
    expect(mixed.length).toBeGreaterThan(20)
  })

  it('has the Top 25 and the OWASP Top 10 of 2025 that our tables repeat', () => {
    expect(field(list, 'views', '1435', 'members')).toEqual(CWE_TOP_25_2025)
    const categories = (field(list, 'views', '1450', 'members') as number[]).map((id) =>
      field(list, 'categories', String(id)),
    )
    expect(Object.values(OWASP_2025_MEMBERS)).toEqual(categories.map((one) => field(one, 'members')))
    for (const [index, name] of Object.keys(OWASP_2025_MEMBERS).entries())
      expect(field(categories[index], 'name')).toContain(name.replace(/^(A\d\d:2025) /, '$1 - '))
  })
})
