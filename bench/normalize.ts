/**
 * How fast, and in how much memory, a report of 1,000,000 findings becomes findings.
 *
 *   node bench/normalize.ts [--findings 1000000] [--format sarif|jsonl|semgrep] [--only read|cli]
 *
 * Writes a report with as many results as asked into a temporary folder, reads it in a process of its own,
 * and prints bytes, CPU-seconds (user and system, of that process, its garbage collector included), MB a
 * CPU-second and the largest resident memory (VmHWM). `read`: to findings in memory, each dropped after it
 * is looked at. `cli`: `sbr normalize` whole, to JSON Lines in a file. The report is synthetic: 2,000 files,
 * 60 rules with texts as long as Semgrep's, messages that differ, a snippet and a partial fingerprint each.
 */
import { spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream, mkdtempSync, openSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({
  options: {
    findings: { type: 'string', default: '1000000' },
    format: { type: 'string', default: 'all' },
    only: { type: 'string', default: 'all' },
  },
})
const COUNT = Number(values.findings)
const ROOT = join(import.meta.dirname, '..')

const rule = (index: number) => ({
  id: `python.lang.security.audit.rule-${index}`,
  name: `python.lang.security.audit.rule-${index}`,
  shortDescription: { text: `Weakness of kind ${index}` },
  fullDescription: { text: `What this rule looks for, at some length. `.repeat(8) },
  helpUri: `https://example.org/rules/${index}`,
  defaultConfiguration: { level: index % 3 === 0 ? 'error' : 'warning' },
  properties: {
    tags: [`CWE-${[78, 79, 89, 22, 502][index % 5]}: a weakness`, 'HIGH CONFIDENCE', 'security'],
  },
})

const result = (index: number) => ({
  ruleId: rule(index % 60).id,
  message: {
    text: `Untrusted input of request ${index} reaches a sink that interprets it. Use parameters instead of joining text, or check the value against a list of what is allowed.`,
  },
  locations: [
    {
      physicalLocation: {
        artifactLocation: {
          uri: `src/package_${index % 2000}/module_${index % 7}.py`,
          uriBaseId: '%SRCROOT%',
        },
        region: {
          startLine: (index % 900) + 1,
          startColumn: 5,
          endLine: (index % 900) + 1,
          endColumn: 61,
          snippet: {
            text: `    cursor.execute("SELECT * FROM users WHERE id = " + request.args["id_${index}"])`,
          },
        },
      },
    },
  ],
  partialFingerprints: { primaryLocationLineHash: `${(index * 2654435761) >>> 0}:${index}` },
  properties: {},
})

async function write(file: string, format: string): Promise<void> {
  const out = createWriteStream(file)
  let pending: string[] = []
  let size = 0
  const put = async (text: string) => {
    pending.push(text)
    size += text.length
    if (size < 1 << 20) return
    if (!out.write(pending.join(''))) await once(out, 'drain')
    pending = []
    size = 0
  }
  if (format === 'sarif') {
    await put(
      '{"$schema":"https://json.schemastore.org/sarif-2.1.0.json","version":"2.1.0","runs":[{"tool":{"driver":{"name":"Semgrep OSS","semanticVersion":"1.182.0","rules":',
    )
    await put(JSON.stringify(Array.from({ length: 60 }, (_, index) => rule(index))))
    await put('}},"invocations":[{"executionSuccessful":true}],"results":[')
    for (let index = 0; index < COUNT; index++)
      await put(`${index === 0 ? '' : ','}${JSON.stringify(result(index))}`)
    await put(']}]}')
  } else if (format === 'semgrep') {
    await put('{"version":"1.182.0","results":[')
    for (let index = 0; index < COUNT; index++) {
      const sarif = result(index)
      const region = sarif.locations[0]?.physicalLocation.region
      await put(
        `${index === 0 ? '' : ','}${JSON.stringify({
          check_id: sarif.ruleId,
          path: sarif.locations[0]?.physicalLocation.artifactLocation.uri,
          start: { line: region?.startLine, col: 5, offset: 0 },
          end: { line: region?.endLine, col: 61, offset: 0 },
          extra: {
            message: sarif.message.text,
            severity: 'ERROR',
            metadata: { cwe: ['CWE-89: a weakness'], confidence: 'HIGH', category: 'security' },
            fingerprint: 'requires login',
            lines: region?.snippet.text,
          },
        })}`,
      )
    }
    await put('],"errors":[],"paths":{"scanned":["src/package_0/module_0.py"]}}')
  }
  out.end(pending.join(''))
  await once(out, 'close')
}

/** Runs a command to its end; CPU-seconds and peak memory are what it prints of itself, or what /proc said. */
function measure(label: string, command: string[], bytes: number, stdout: string | null): void {
  const started = performance.now()
  const output = spawnSync(process.execPath, command, {
    stdio: ['ignore', stdout === null ? 'pipe' : openSync(stdout, 'w'), 'pipe'],
    encoding: 'utf8',
    // As the launcher sets it.
    env: { ...process.env, NODE_COMPILE_CACHE: join(ROOT, '.sbr/compile-cache') },
    maxBuffer: 1 << 26,
  })
  const usage = /SBR_USAGE cpu=([\d.]+) rss=(\d+) findings=(\d+)/.exec(
    `${output.stdout ?? ''}${output.stderr}`,
  )
  if (output.status !== 0 || usage === null)
    throw new Error(`${label}: exit ${output.status}\n${output.stderr.slice(-2000)}`)
  const cpu = Number(usage[1])
  const seconds = (performance.now() - started) / 1000
  console.log(
    [
      label.padEnd(22),
      `${(bytes / 1e6).toFixed(0)} MB`.padStart(8),
      `${usage[3]} findings`.padStart(18),
      `${cpu.toFixed(1)} CPU-s`.padStart(11),
      `${seconds.toFixed(1)} s`.padStart(8),
      `${(bytes / 1e6 / cpu).toFixed(1)} MB/CPU-s`.padStart(15),
      `${((cpu / Number(usage[3])) * 1e6).toFixed(1)} µs each`.padStart(14),
      `${(Number(usage[2]) / 1024).toFixed(0)} MiB peak`.padStart(15),
    ].join(''),
  )
}

const folder = mkdtempSync(join(tmpdir(), 'sbr-bench-'))
try {
  const formats = values.format === 'all' ? ['sarif', 'semgrep', 'jsonl'] : [values.format]
  for (const format of formats) {
    const file = join(folder, `report.${format}`)
    if (format === 'jsonl') {
      const sarif = join(folder, 'source.sarif')
      await write(sarif, 'sarif')
      spawnSync(process.execPath, [join(ROOT, 'src/cli/main.ts'), 'normalize', '--runs', sarif], {
        stdio: ['ignore', openSync(file, 'w'), 'inherit'],
      })
      rmSync(sarif)
    } else await write(file, format)
    const { size } = statSync(file)
    if (values.only !== 'cli')
      measure(`${format}, read`, [join(import.meta.dirname, 'normalize', 'read-one.ts'), file], size, null)
    if (values.only !== 'read')
      measure(
        `${format}, sbr normalize`,
        [
          '--import',
          join(import.meta.dirname, 'normalize', 'report-usage.ts'),
          join(ROOT, 'src/cli/main.ts'),
          'normalize',
          file,
        ],
        size,
        join(folder, 'out.jsonl'),
      )
    rmSync(file)
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
