import sax from 'sax'
import { SbrError } from '../../kernel/index.ts'
import type { ByteSource } from '../input/byte-source.ts'
import type { ReportFault } from '../input/report-fault.ts'
import { readXmlElements } from '../input/xml-elements.ts'
import type { XmlElement } from '../readers/port.ts'
import { type CweCatalogue, type CweEntry, type CweGroup, sortEntries, sortIds } from './cwe-catalogue.ts'
import { usageOf } from './mitre-words.ts'

/** The root element begins within the file's first bytes. */
const HEAD_BYTES = 64 * 1024

/**
 * MITRE's catalogue from its XML (schema cwe_schema_v7, `cwec_v4.x.xml`), an entry at a time. Relations
 * count where they are ChildOf in View 1000.
 *
 * @throws SbrError `BAD_INPUT` where it is no such XML, or is damaged: half a catalogue decides nothing.
 */
export function parseCweXml(name: string, source: ByteSource): CweCatalogue {
  const root = rootAttributes(source)
  if (root?.Version === undefined)
    throw new SbrError(
      'BAD_INPUT',
      `${name} is not MITRE's CWE catalogue: no Weakness_Catalog with a version`,
      {
        next: 'Name cwec_latest.xml.zip of MITRE, or the XML file in it.',
      },
    )
  const weaknesses: CweEntry[] = []
  const categories: CweGroup[] = []
  const views: CweGroup[] = []
  let fault: ReportFault | null = null
  for (const element of readXmlElements(source, ['Weakness', 'Category', 'View'], (one) => {
    fault ??= one
  })) {
    const inside = element.within.join('/')
    if (element.name === 'Weakness' && inside === 'Weakness_Catalog/Weaknesses')
      weaknesses.push(toWeakness(element))
    else if (element.name === 'Category' && inside === 'Weakness_Catalog/Categories')
      categories.push(toGroup(element, 'Relationships'))
    else if (element.name === 'View' && inside === 'Weakness_Catalog/Views')
      views.push(toGroup(element, 'Members'))
  }
  refuseFault(name, fault)
  return {
    version: root.Version,
    date: root.Date ?? '',
    weaknesses: sortEntries(weaknesses),
    categories: sortEntries(categories),
    views: sortEntries(views),
  }
}

function refuseFault(name: string, fault: ReportFault | null): void {
  if (fault === null) return
  throw new SbrError('BAD_INPUT', `${name} is damaged at ${fault.position}: ${fault.reason}`, {
    next: 'Download it again.',
  })
}

function rootAttributes(source: ByteSource): Record<string, string> | null {
  const head = new Uint8Array(Math.min(HEAD_BYTES, source.size))
  const text = new TextDecoder().decode(head.subarray(0, source.read(0, head)))
  const parser = sax.parser(true)
  let root: Record<string, string> | null = null
  let depth = 0
  parser.onopentag = ({ name, attributes }) => {
    if (depth++ === 0 && name === 'Weakness_Catalog') root = { ...(attributes as Record<string, string>) }
  }
  parser.onerror = () => {}
  try {
    parser.write(text)
  } catch {
    // What is wrong is told with its line by the pass over the entries.
  }
  return root
}

function toWeakness(element: XmlElement): CweEntry {
  const { ID, Name, Abstraction, Status } = element.attributes
  const relations = within(element, 'Related_Weaknesses', 'Related_Weakness').filter(
    ({ attributes }) => attributes.Nature === 'ChildOf' && attributes.View_ID === '1000',
  )
  return {
    id: Number(ID),
    name: (Name ?? '').trim(),
    abstraction: Abstraction ?? '',
    status: Status ?? '',
    usage: usageOf(within(element, 'Mapping_Notes', 'Usage')[0]?.text ?? null),
    parents: sortIds(relations.map(({ attributes }) => Number(attributes.CWE_ID))),
  }
}

const toGroup = (element: XmlElement, members: string): CweGroup => ({
  id: Number(element.attributes.ID),
  name: (element.attributes.Name ?? '').trim(),
  status: element.attributes.Status ?? '',
  members: sortIds(within(element, members, 'Has_Member').map(({ attributes }) => Number(attributes.CWE_ID))),
})

/** Elements two steps down. */
const within = (element: XmlElement, outer: string, inner: string): XmlElement[] =>
  element.children
    .filter(({ name }) => name === outer)
    .flatMap(({ children }) => children.filter(({ name }) => name === inner))
