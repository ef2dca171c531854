import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'

export function testExpands(candidate) {
  const folder = mkdtempSync('/tmp/doc-')
  writeFileSync(`${folder}/intro.txt`, 'Welcome.')
  const xml = '<!DOCTYPE report [ <!ENTITY author "Ada"> <!ENTITY intro SYSTEM "intro.txt"> ]><report by="&author;">&intro;</report>'
  assert.equal(candidate.expandDocument(xml, folder).trim(), '<report by="Ada">Welcome.</report>')
}
