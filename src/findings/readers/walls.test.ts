import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readReport } from './read-report.ts'
import { READERS } from './registry.ts'

const bytes = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value))

/** A Bandit report with one result, changed by the test. */
const bandit = (result: Record<string, unknown>) => ({
  errors: [],
  metrics: { _totals: {} },
  results: [
    {
      test_id: 'B1',
      filename: 'a.py',
      line_number: 1,
      line_range: [1],
      issue_text: 'text',
      issue_severity: 'LOW',
      ...result,
    },
  ],
})

describe('what a report may not do', () => {
  it.each([
    ['../../etc/passwd', undefined],
    ['/etc/passwd', '/srv/project'],
    ['/srv/project/../other/a.py', '/srv/project'],
    ['/srv/project-2/a.py', '/srv/project'],
    ['..\\..\\windows\\a.py', undefined],
    ['file:///etc/passwd', '/srv/project'],
    ['a/../../b.py', undefined],
  ])('names no file outside the root: %s', async (filename, root) => {
    const result = await readReport(
      { name: 'r', bytes: bytes(bandit({ filename })) },
      root === undefined ? {} : { root },
    )
    expect(result.findings.map((finding) => finding.location)).toEqual([null])
    expect(result.diagnostics.map((diagnostic) => diagnostic.code)).toContain('path-outside-root')
  })

  it.each([
    ['./src/a.py', 'src/a.py'],
    ['src\\b\\a.py', 'src/b/a.py'],
    ['/srv/project/src/a.py', 'src/a.py'],
    ['file:///srv/project/a%20b.py', 'a b.py'],
    ['src/x/../a.py', 'src/a.py'],
  ])('makes %s relative', async (filename, path) => {
    const { findings } = await readReport(
      { name: 'r', bytes: bytes(bandit({ filename })) },
      { root: '/srv/project' },
    )
    expect(findings[0]?.location?.path).toBe(path)
  })

  it('takes terminal escapes and control characters out of texts, then secrets', async () => {
    const issue_text = '\u001b[31mred\u001b[0m \u001b]8;;http://x\u0007link\u0007 se\u0000cret\u202e'
    const { findings } = await readReport(
      { name: 'r', bytes: bytes(bandit({ issue_text })) },
      { redact: (text) => text.replaceAll('secret', '[redacted]') },
    )
    expect(findings[0]?.message).toBe('red link [redacted]')
  })

  it('never keeps a secret', async () => {
    const secret = 'hunter2-hunter2-hunter2'
    const leak = {
      RuleID: 'generic',
      Description: `found ${secret}`,
      File: 'a.env',
      StartLine: 3,
      StartColumn: 1,
      EndLine: 3,
      Secret: secret,
      Match: `key=${secret}`,
      Email: 'someone@example.org',
    }
    for (const secretKey of [undefined, new Uint8Array(32)]) {
      const result = await readReport(
        { name: 'r', bytes: bytes([leak]) },
        {
          source: () => `\n\nkey=${secret}\n`,
          ...(secretKey === undefined ? {} : { secretKey: () => secretKey }),
        },
      )
      expect(result.reader).toBe('gitleaks-json')
      expect(result.findings).toHaveLength(1)
      expect(JSON.stringify(result)).not.toContain(secret)
      expect(JSON.stringify(result)).not.toContain('example.org')
      expect(Object.keys(result.findings[0]?.fingerprints.own ?? {})).toEqual([
        secretKey === undefined ? 'position/v1' : 'secret/v1',
      ])
    }
  })

  it('is refused where it is nested too deep, empty, or no report', async () => {
    const deep = '['.repeat(5_000_000)
    for (const text of [deep, `{"results":${deep}`, '', '  \n', 'hello', '{}', 'null'])
      expect(() => readReport({ name: 'r', bytes: bytes(text) })).toThrow(
        expect.objectContaining({ code: 'BAD_INPUT' }),
      )
    expect(() => readReport({ name: 'r', bytes: bytes(deep) })).toThrow(/nested deeper than 500/)
  })

  it('answers an unknown tool with the nearest name', async () => {
    expect(() => readReport({ name: 'r', bytes: bytes('{}'), reader: 'semgerp' })).toThrow(
      expect.objectContaining({ code: 'BAD_USAGE', next: expect.stringContaining('"semgrep"') }),
    )
  })

  it('is read with a byte order mark, and as UTF-16', async () => {
    const text = JSON.stringify(bandit({ issue_text: 'größer' }))
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'))
    for (const content of [bytes(`\ufeff${text}`), utf16]) {
      const { findings } = await readReport({ name: 'r', bytes: content })
      expect(findings[0]?.message).toBe('größer')
    }
  })
})

it('says so where bytes do not fit the encoding, and still reads', async () => {
  const content = Buffer.from(JSON.stringify(bandit({ issue_text: 'gr\u00f6\u00dfer' })), 'latin1')
  const { findings, diagnostics } = await readReport({ name: 'r', bytes: content })
  expect(findings).toHaveLength(1)
  expect(diagnostics.map(({ code }) => code)).toContain('wrong-encoding')
})

describe('no content breaks a reader', () => {
  const attempt = async (content: Uint8Array, reader?: string) => {
    try {
      const result = await readReport({
        name: 'r',
        bytes: content,
        ...(reader === undefined ? {} : { reader }),
      })
      expect(result.runs.length).toBeGreaterThan(0)
    } catch (thrown) {
      expect(thrown).toMatchObject({ code: 'BAD_INPUT' })
    }
  }

  it('on arbitrary bytes', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), (content) => attempt(content)),
      { numRuns: 200 },
    ))

  it.each(READERS.map((reader) => reader.name))('on arbitrary JSON: %s', (name) =>
    fc.assert(
      fc.asyncProperty(fc.json({ maxDepth: 4 }), (text) => attempt(bytes(text), name)),
      { numRuns: 60 },
    ),
  )

  // Values in the places that readers look at: the keys are those of real reports.
  const keys = [
    'results',
    'errors',
    'paths',
    'scanned',
    'metrics',
    '_totals',
    'runs',
    'tool',
    'driver',
    'rules',
    'invocations',
    'check_id',
    'path',
    'start',
    'end',
    'extra',
    'metadata',
    'cwe',
    'test_id',
    'filename',
    'line_range',
    'filePath',
    'messages',
    'ruleId',
    'locations',
    'physicalLocation',
    'artifactLocation',
    'uri',
    'region',
    'startLine',
    'data',
    'vulnerabilities',
    'identifiers',
    'packages',
    'package',
    'name',
    'id',
    'Issues',
    'file',
    'line',
    'Results',
    'nodejs',
    'templates',
    'files',
    'file_path',
    'match_lines',
    'dependencies',
    'vulns',
    'via',
    'advisories',
    '__proto__',
    'constructor',
    'ok',
    'message',
    'level',
    'fingerprints',
    'suppressions',
    'version',
    'RuleID',
    'File',
    'Secret',
  ]
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 6, depthSize: 'medium' },
      fc.oneof(
        fc.string(),
        fc.integer(),
        fc.constantFrom(null, true, '../x', '/a/b', 'a.py', 'CWE-79', 1e300, -1),
      ),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc
        .array(fc.tuple(fc.constantFrom(...keys), tie('tree')), { maxLength: 6 })
        .map((list) => Object.fromEntries(list)),
    ),
  }))
  it.each(READERS.map((reader) => reader.name))(
    'on reports with the right keys and the wrong values: %s',
    (name) =>
      fc.assert(
        fc.asyncProperty(tree, (value) => attempt(bytes(JSON.stringify(value)), name)),
        { numRuns: 150 },
      ),
  )
})
