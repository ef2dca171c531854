import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { runProcess } from '../../platform/index.ts'
import { collectTargets, createEnginePool } from '../index.ts'
import type { Subject } from '../port.ts'
import { makeFolder } from '../testing.ts'
import { askVersion } from './ask-version.ts'
import { findLauncher, findUnpackedCore } from './find-programs.ts'
import { readOwnRules } from './own-rules.ts'

const folder = makeFolder()
afterAll(() => folder.remove())

const CODE = {
  'library.py': `import os


def read_page(base, name):
    with open(os.path.join(base, name)) as file:
        return file.read()
`,
  'app.py': `import os
from flask import Flask, request

app = Flask(__name__)


@app.route("/pages/<name>")
def page(name):
    with open(os.path.join("pages", name)) as file:
        return file.read()


@app.route("/files")
def file():
    with open(os.path.join("files", request.args["name"])) as file:
        return file.read()
`,
  'library.js': `const fs = require('node:fs')
const path = require('node:path')
exports.readPage = (base, name) => fs.readFileSync(path.join(base, name), 'utf8')
`,
  'app.js': `const fs = require('node:fs')
const path = require('node:path')
module.exports = (app) => app.get('/file', (req, res) => res.end(fs.readFileSync(path.join('files', req.query.name))))
`,
}

async function scan(subject: Subject): Promise<string[]> {
  const root = join(folder.path, subject)
  mkdirSync(root)
  for (const [name, text] of Object.entries(CODE)) writeFileSync(join(root, name), text)
  const pool = createEnginePool({ purpose: 'scan', subject, home: folder.path, engines: ['opengrep'] })
  const { targets } = await collectTargets(root)
  const [output] = await pool.scan({ root, targets, timeoutMs: 60_000 })
  expect(output?.run.status).toBe('complete')
  expect(output?.run.diagnostics).toEqual([])
  return (output?.findings ?? [])
    .map(({ rule, location }) => `${rule.id} ${location?.path}:${location?.startLine}`)
    .sort()
}

it('in an answer a parameter is from outside, in a code base only what a request carries', async () => {
  const requests = [
    'sbr-js-path-traversal app.js:3',
    'sbr-py-path-traversal app.py:15',
    'sbr-py-path-traversal app.py:9',
  ]
  expect(await scan('code-base')).toEqual(requests)
  expect(await scan('answers')).toEqual(
    [...requests, 'sbr-js-path-traversal library.js:3', 'sbr-py-path-traversal library.py:5'].sort(),
  )
})

it('no rule is tried on every file', async () => {
  const launcher = findLauncher() ?? ''
  const core = findUnpackedCore(await askVersion(launcher))
  expect(core, 'the core is where it is expected').not.toBeNull()
  for (const subject of ['answers', 'code-base'] as const) {
    const { rules } = await readOwnRules(subject)
    const file = join(folder.path, `${subject}.json`)
    writeFileSync(file, rules)
    const { stdout } = await runProcess({
      command: core ?? '',
      args: ['-prefilter_of_rules', file],
      timeoutMs: 60_000,
    })
    const filters = JSON.parse(stdout.toString('utf8').replace(/^[^[]*/, '')) as {
      rule_id: string
      filter: unknown
    }[]
    expect(filters).toHaveLength((JSON.parse(rules) as { rules: unknown[] }).rules.length)
    expect(filters.filter(({ filter }) => filter === 'None').map(({ rule_id }) => rule_id)).toEqual([])
  }
})

it('the two are two packs, and the same one each time', async () => {
  const [answers, codeBase, again] = await Promise.all([
    readOwnRules('answers'),
    readOwnRules('code-base'),
    readOwnRules('code-base'),
  ])
  expect(codeBase.digest).not.toBe(answers.digest)
  expect(again).toEqual(codeBase)
})
