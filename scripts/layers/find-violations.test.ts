import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findViolations } from './find-violations.ts'

const TABLE = {
  minimumModules: 4,
  layers: [
    { name: 'cli', folders: ['cli'] },
    { name: 'learning', folders: ['models', 'training'] },
    { name: 'platform', folders: ['platform'] },
    { name: 'pure', folders: ['stats'] },
  ],
  siblings: [{ from: 'training', to: 'models', why: 'a test' }],
  pure: { layers: ['pure'], forbidden: ['node:fs'], forbiddenText: ['Date.now('], exceptions: [] },
}

/** A project that keeps every rule; each test breaks one. */
const SOUND = {
  'src/cli/index.ts': "import { train } from '../training/index.ts'\nexport const main = train\n",
  'src/training/index.ts': "import { model } from '../models/index.ts'\nexport const train = model\n",
  'src/models/index.ts': "import { load } from '../platform/index.ts'\nexport const model = load\n",
  'src/platform/index.ts': "import { readFileSync } from 'node:fs'\nexport const load = readFileSync\n",
  'src/stats/index.ts': 'export const mean = 1\n',
}

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'sbr-layers-'))
  write({ 'layers.json': JSON.stringify(TABLE), 'package.json': '{"type": "module"}', ...SOUND })
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
}

describe('the layer check', () => {
  it('passes a project that keeps the rules', async () => {
    expect(await findViolations(root)).toEqual({ modules: 5, violations: [] })
  })

  it.each([
    [
      'an import upward',
      { 'src/platform/a.ts': "import '../cli/index.ts'\n" },
      'downward-platform: src/platform/a.ts → src/cli/index.ts',
    ],
    [
      'an unlisted sibling',
      { 'src/models/a.ts': "import '../training/index.ts'\n" },
      'downward-models: src/models/a.ts → src/training/index.ts',
    ],
    [
      'a way in beside index.ts',
      {
        'src/platform/inner.ts': 'export const inner = 1\n',
        'src/cli/a.ts': "import '../platform/inner.ts'\n",
      },
      'entry: src/cli/a.ts → src/platform/inner.ts',
    ],
    [
      'a cycle of types alone',
      {
        'src/cli/a.ts': "import type { B } from './b.ts'\nexport type A = B\n",
        'src/cli/b.ts': "import type { A } from './a.ts'\nexport type B = A[]\n",
      },
      expect.stringMatching(/^no-cycle: src\/cli\/a\.ts/),
    ],
    ['I/O in a pure folder', { 'src/stats/a.ts': "import 'node:fs'\n" }, 'pure: src/stats/a.ts → fs'],
    [
      'a clock in a pure folder',
      { 'src/stats/a.ts': 'export const now = () => Date.now()\n' },
      'pure: src/stats/a.ts → Date.now(',
    ],
    [
      'a folder in no layer',
      { 'src/extra/index.ts': 'export {}\n' },
      'unlisted: src/extra is in no layer of layers.json',
    ],
    [
      'an import that leads nowhere',
      { 'src/cli/a.ts': "import './gone.ts'\n" },
      'resolvable: src/cli/a.ts → ./gone.ts',
    ],
  ])('sees %s', async (_, files, violation) => {
    write(files)
    expect((await findViolations(root)).violations).toContainEqual(violation)
  })

  it('fails where it sees too little', async () => {
    write({ 'layers.json': JSON.stringify({ ...TABLE, minimumModules: 6 }) })
    expect((await findViolations(root)).violations).toEqual(['minimum: saw 5 modules of src/, fewer than 6'])
  })

  it('reads TypeScript in this project, not nothing', async () => {
    const project = dirname(dirname(dirname(fileURLToPath(import.meta.url))))
    expect((await findViolations(project)).modules).toBeGreaterThan(200)
  })
})
