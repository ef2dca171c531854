/** Reads the named report to its end and prints what that took. */
import { fstatSync, openSync, readSync } from 'node:fs'
import { streamReport } from '../../src/findings/index.ts'
import { redactSecrets } from '../../src/platform/index.ts'
import { printUsage } from './report-usage.ts'

const file = process.argv[2] ?? ''
const descriptor = openSync(file, 'r')
const { events } = streamReport(
  {
    name: file,
    bytes: {
      size: fstatSync(descriptor).size,
      read: (position, into) => readSync(descriptor, into, 0, into.byteLength, position),
    },
  },
  { redact: (text) => redactSecrets(text).text },
)
let findings = 0
let lines = 0
for (const event of events)
  if (event.type === 'finding') {
    findings++
    lines += event.finding.location?.startLine ?? 0
  } else if (event.run.status !== 'complete') throw new Error(JSON.stringify(event.run.diagnostics))
if (lines === 0) throw new Error('no finding has a line')
printUsage(findings)
