import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SbrError } from '../kernel/index.ts'
import { openEmbedder, openLocalModel } from '../llm/index.ts'
import { type Check, type Config, TOOLS } from '../platform/index.ts'
import { collectTargets, createEnginePool, ENGINES, type EngineInfo } from '../scanners/index.ts'

/** One weakness in each language that every static engine here has a rule for: an engine that finds none is blind. */
const SAMPLES = {
  'sample.py': 'import subprocess\n\n\ndef run(command):\n    return subprocess.call(command, shell=True)\n',
  'sample.js': [
    "const express = require('express')",
    'const app = express()',
    'const trusted = /^(a+)+$/',
    "app.get('/', (req, res) => {",
    '  if (trusted.test(req.query.name)) res.send(eval(req.query.expression))',
    '})',
    '',
  ].join('\n'),
}

/** Engines of dependencies look at manifests and advisories, not at code. */
const DEPENDENCY_ENGINES = new Set(['osv', 'retire'])

/** Checks of what lies above the platform: engines, model, embeddings. */
export const productChecks = (config: Pick<Config, 'home' | 'modelPath' | 'embeddingsUrl'>): Check[] => [
  ...ENGINES.filter((entry) => !entry.onlyByName).map(
    (entry): Check => ({
      area: entry.heldOut ? 'judges' : 'engines',
      name: entry.name,
      // The advisories that it matches against come with the first collection.
      required: entry.name !== 'osv' && !entry.optional,
      timeoutMs: 120_000,
      run: (signal) =>
        entry.optional
          ? findEngine(entry.name, config.home)
          : tryEngine(entry.name, entry.heldOut, config.home, signal),
    }),
  ),
  {
    area: 'model',
    name: 'language model',
    required: true,
    run: async (signal) => {
      const opened = await openLocalModel({ modelPath: config.modelPath ?? TOOLS.languageModel })
      try {
        const messages = [{ role: 'user' as const, content: 'Say hello.' }]
        const answer = await opened
          .model('base')
          .generate({ messages, maxTokens: 4, temperature: 0, seed: 1, signal })
        return `answers (${answer.tokens.completion} tokens)`
      } finally {
        await opened.close()
      }
    },
  },
  {
    area: 'model',
    name: 'embeddings',
    required: true,
    run: async (signal) => {
      const embedder = openEmbedder(config)
      const [vector] = await embedder.embed(['hello'], signal)
      return `${embedder.modelId}, ${vector?.length ?? 0} dimensions`
    },
  },
]

/** Is a program of somebody else's there? What it can do is its maker's business: it is not tried. */
async function findEngine(name: string, home: string): Promise<string> {
  const pool = createEnginePool({ purpose: 'scan', home, engines: [name] })
  try {
    const [info] = await pool.infos()
    if (info?.available) return info.version ?? 'present'
    throw missing(info)
  } finally {
    await pool.close()
  }
}

const missing = (info: EngineInfo | undefined) =>
  new SbrError('TOOL_MISSING', info?.missing?.what ?? 'not installed', {
    next: info?.missing?.how ?? 'Run ./quickstart --setup-only.',
  })

/** Scans the samples with one engine alone. */
async function tryEngine(name: string, heldOut: boolean, home: string, signal: AbortSignal): Promise<string> {
  const pool = createEnginePool({ purpose: heldOut ? 'held-out' : 'scan', home, engines: [name] })
  const folder = await mkdtemp(join(tmpdir(), 'sbr-doctor-'))
  try {
    const [info] = await pool.infos()
    if (!info?.available) throw missing(info)
    for (const [file, text] of Object.entries(SAMPLES)) await writeFile(join(folder, file), text)
    const { root, targets } = await collectTargets([folder])
    const [output] = await pool.scan({ root, targets, timeoutMs: 60_000, signal })
    const status = output?.run.status
    if (status === 'failed' || status === 'not-run' || status === undefined)
      throw new SbrError(
        'TOOL_FAILED',
        `its scan is ${status}: ${output?.run.diagnostics[0]?.message ?? ''}`,
        {
          next: 'Remove .sbr/stamps, then run ./quickstart --setup-only.',
        },
      )
    const found = output?.findings.length ?? 0
    if (found === 0 && !DEPENDENCY_ENGINES.has(name))
      throw new SbrError('TOOL_FAILED', 'it ran and missed a weakness that it must see', {
        next: 'Remove .sbr/stamps, then run ./quickstart --setup-only.',
      })
    return `${info.version ?? ''}${DEPENDENCY_ENGINES.has(name) ? '' : `, ${found} findings in a sample`}`
  } finally {
    await pool.close()
    await rm(folder, { recursive: true, force: true })
  }
}
