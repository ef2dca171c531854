import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { minimalEnvironment, runProcess, TOOLS } from '../../platform/index.ts'
import { createEnginePool } from '../pool.ts'
import { collectTargets } from '../targets.ts'
import { makeFolder } from '../testing.ts'

const folder = makeFolder({
  'vendor/jquery-1.8.0.js': '// nothing but its name\n',
  'vendor/by-content.js': '/*! jQuery v1.12.0 | (c) jQuery Foundation */\nmodule.exports = 1\n',
  'vendor/handlebars.js': '/**!\n\n handlebars v4.0.0\n*/\nmodule.exports = 1\n',
  'own.js': 'module.exports = (a) => a + 1\n',
  'own.py': 'x = 1\n',
})
const home = makeFolder()
const pool = createEnginePool({ purpose: 'scan', home: home.path, engines: ['retire'] })
afterAll(async () => {
  await pool.close()
  for (const each of [folder, home]) each.remove()
})

describe('retire in a warm process', () => {
  it('sees what the program sees that retire comes with', async () => {
    const { root, targets } = await collectTargets(folder.path)
    const [output] = await pool.scan({ root, targets, timeoutMs: 60_000 })
    const { stdout } = await runProcess({
      command: process.execPath,
      args: [
        ...[join(TOOLS.engines, 'retire/lib/cli.js'), '--path', folder.path, '--outputformat', 'json'],
        '--jsrepo',
        join(TOOLS.engines, '@salesforce/code-analyzer-retirejs-engine/vulnerabilities/RetireJsVulns.json'),
        ...['--cachedir', join(home.path, 'cache')],
      ],
      cwd: home.path,
      env: minimalEnvironment(),
      timeoutMs: 60_000,
    })
    const report = JSON.parse(stdout.toString('utf8')) as {
      data: { file: string; results: { component: string; vulnerabilities: unknown[] }[] }[]
    }
    const expected = report.data.flatMap(({ file, results }) =>
      results.flatMap(({ vulnerabilities }) => vulnerabilities.map(() => file.slice(folder.path.length + 1))),
    )
    expect(output?.findings.map(({ location }) => location?.path).toSorted()).toEqual(expected.toSorted())
    expect(new Set(expected)).toEqual(
      new Set(['vendor/jquery-1.8.0.js', 'vendor/by-content.js', 'vendor/handlebars.js']),
    )
    expect(output?.run.targets.map(({ path, status }) => [path, status])).toEqual([
      ['own.js', 'scanned'],
      ['own.py', 'unsupported'],
      ['vendor/by-content.js', 'scanned'],
      ['vendor/handlebars.js', 'scanned'],
      ['vendor/jquery-1.8.0.js', 'scanned'],
    ])
  })
})
