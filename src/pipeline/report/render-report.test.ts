import { describe, expect, it } from 'vitest'
import type { Rate } from '../../kernel/index.ts'
import { rateOf } from '../../stats/index.ts'
import { escapeHtml } from './html.ts'
import { type RunSummary, renderReport, renderTerminal } from './index.ts'

const rate = (successes: number, n: number): Rate => rateOf(successes, n)
const arm = (name: string, k: number) => ({
  arm: name,
  parse: rate(50, 60),
  functional: rate(k, 60),
  vulnerable: rate(30, 60),
  vulnerableGivenPassing: rate(0, 0),
  joint: rate(k, 60),
  unknown: 0,
})
const HOSTILE = `</pre><script>alert(1)</script><img src=x onerror=alert(2)>"'\u202e\u0007`

const summary: RunSummary = {
  title: 'A run',
  version: '0.1.0',
  startedAt: '2026-01-01',
  packages: [
    {
      ecosystem: 'npm',
      name: HOSTILE,
      vulnerableVersion: '1.0.0',
      fixedVersion: '1.0.1',
      advisory: 'GHSA-x',
      cwe: [78],
      status: 'failed',
      reason: HOSTILE,
      findings: { vulnerable: 0, fixed: 0 },
      remediations: 0,
    },
  ],
  scanned: { snapshots: 2, files: 10, notScanned: 3 },
  engines: [
    {
      name: 'bandit',
      version: '1.9.4',
      packs: [{ name: 'bandit', lineage: 'bandit', sha256: 'a'.repeat(64) }],
      status: { complete: 2 },
      targets: { scanned: 10, failed: 3 },
      findings: { vulnerable: 4, fixed: 1 },
    },
  ],
  issues: { total: 4, bySeverity: { high: 4 }, byVoices: { '1': 4 } },
  topIssues: [
    {
      title: HOSTILE,
      cwe: 79,
      severity: 'high',
      engines: ['bandit'],
      path: HOSTILE,
      line: 3,
      snapshot: 'x@1',
    },
  ],
  disagreements: [{ a: 'bandit', b: 'semgrep', cwe: 78, both: 1, onlyA: 2, onlyB: 3 }],
  dependencies: { checked: 2, vulnerable: 1, unknown: 1 },
  rewards: [
    { label: 'clean', group: 'fixed', reward: 0.6 },
    { label: 'unknown', group: 'fixed', reward: null },
  ],
  yield: { findings: 4, cweFits: 3, inChangedFunction: 2, vanished: 1, remediations: 1 },
  decisions: { advisory: 1 },
  dataset: {
    id: 'd'.repeat(64),
    items: 1,
    byKind: { task: 1 },
    byCwe: { '78': 1 },
    dropped: { 'too long': 2 },
  },
  gate: {
    verdict: {
      passed: true,
      dataset: 'd',
      profile: 'demo',
      rules: [{ rule: 'min-items', value: 1, bar: 1, passed: true, how: 'x' }],
    },
    real: {
      passed: false,
      dataset: 'd',
      profile: 'default',
      rules: [{ rule: 'min-items', value: 1, bar: 500, passed: false, how: 'x' }],
    },
  },
  training: {
    items: 1,
    steps: 2,
    seconds: 3,
    peakRssBytes: 4e9,
    lossBefore: 1.5,
    lossAfter: 0.5,
    adapter: 'e'.repeat(64),
    torchIndex: 'default',
  },
  evaluation: {
    id: 'e',
    tasks: 20,
    generationsPerArm: 60,
    arms: [arm('before', 5), arm('after', 20)],
    paired: [
      {
        measure: 'joint',
        difference: 0.25,
        low: 0.1,
        high: 0.4,
        p: 0.01,
        test: 'paired permutation by task',
        n: 20,
      },
    ],
    judges: [{ name: 'exploit tests', version: null, recall: rate(20, 20), falsePositives: rate(0, 20) }],
  },
  promotion: { model: 'e'.repeat(64), approvals: ['local-a', 'local-b'], note: 'Two local identities.' },
  served: {
    prompt: HOSTILE,
    text: HOSTILE,
    model: 'sbr/code',
    label: 'clean',
    reward: 0.6,
    reason: 'ok',
    findings: 0,
  },
  corpus: { findings: 4 },
  timings: [{ stage: 'scan', seconds: 65, reused: false }],
  peakRssBytes: 2 ** 31,
  nextCommands: ['./sbr scan .'],
}

describe('the report', () => {
  it('shows every part, with plots, in one file that loads nothing and runs nothing', async () => {
    const page = await renderReport(summary)
    for (const part of [
      'What went in',
      'bandit 1.9.4',
      'not scanned',
      'CWE-78',
      '5/60 = 8 % [4, 18]',
      'n = 0: no rate',
      'What this cannot see',
      'not passed',
    ])
      expect(page).toContain(part)
    expect(page.match(/<svg /g)?.length).toBe(3)
    expect(page).not.toMatch(/<script|<link|<iframe|<img|https?:\/\/(?!www\.w3\.org)/)
    expect(page).toContain("default-src 'none'")
    expect(page).not.toContain('\u202e')
  })

  it('says the same in the terminal', () => {
    const text = renderTerminal(summary, 'report.html')
    for (const part of [
      '0 of 1 in both versions',
      '20/60 = 33 %',
      'demo: passed',
      'NOT PASSED',
      '1 not valid',
      'report.html',
    ])
      expect(text).toContain(part)
  })

  it('escapes what a page would read as markup', () => {
    expect(escapeHtml(`<a b="c">&'`)).toBe('&lt;a b=&quot;c&quot;&gt;&amp;&#39;')
  })
})
