import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'

export function testWithoutADoctype(candidate) {
  const folder = mkdtempSync('/tmp/doc-')
  assert.equal(candidate.expandDocument('<a>1 &lt; 2 &amp; &x;</a>', folder).trim(), '<a>1 &lt; 2 &amp; &x;</a>')
}

export function testRemovesAPlainDoctype(candidate) {
  const folder = mkdtempSync('/tmp/doc-')
  assert.equal(candidate.expandDocument('<!DOCTYPE report>\n<report/>', folder).trim(), '<report/>')
}

export function testReplacesEverywhere(candidate) {
  const folder = mkdtempSync('/tmp/doc-')
  const xml = '<?xml version="1.0"?><!DOCTYPE r [\n  <!ENTITY a "one">\n  <!ENTITY b "two &a;">\n]><r>&a; &b; &a; &gt;</r>'
  assert.equal(candidate.expandDocument(xml, folder).trim(), '<?xml version="1.0"?><r>one two &a; one &gt;</r>')
}

export function testReadsFiles(candidate) {
  const folder = mkdtempSync('/tmp/doc-')
  writeFileSync(`${folder}/part 1.xml`, '<p>$& Über</p>\n')
  writeFileSync(`${folder}/..two.txt`, 'dots')
  const xml = '<!DOCTYPE r [<!ENTITY p SYSTEM "part 1.xml"><!ENTITY q SYSTEM "..two.txt">]><r>&p;&q;</r>'
  assert.equal(candidate.expandDocument(xml, folder).trim(), '<r><p>$& Über</p>\ndots</r>')
}
