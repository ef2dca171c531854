import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { digestFields, type Finding, type Language, type ScanRun } from '../kernel/index.ts'
import type { EngineFact } from '../reward/index.ts'
import type { JudgeEngine, ScannerPort } from './ports.ts'

/** One text to be scanned under a name of ours. */
export interface ScanText {
  name: string
  language: Language
  text: string
}

interface ScanOptions {
  pool: ScannerPort
  engines: readonly JudgeEngine[]
  timeoutMs: number
  signal?: AbortSignal
}

/** Scans all texts at once in a private folder that is gone afterwards; what each engine said, by name of the text. */
export async function scanSamples(
  texts: readonly ScanText[],
  options: ScanOptions,
): Promise<Map<string, EngineFact[]>> {
  const distinct = new Map(texts.map((text) => [text.name, text]))
  if (distinct.size === 0) return new Map()
  const root = await mkdtemp(join(tmpdir(), 'sbr-judge-'))
  try {
    const targets = []
    for (const { name, language, text } of distinct.values()) {
      await writeFile(join(root, name), text, { mode: 0o600 })
      targets.push({ path: name, language, bytes: Buffer.byteLength(text) })
    }
    const outputs = await options.pool.scan({
      root,
      targets,
      timeoutMs: options.timeoutMs,
      ...(options.signal ? { signal: options.signal } : {}),
    })
    return new Map(
      targets.map(({ path, language }) => [path, collectFacts(path, language, outputs, options.engines)]),
    )
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

function collectFacts(
  name: string,
  language: Language,
  outputs: readonly { run: ScanRun; findings: readonly Finding[] }[],
  engines: readonly JudgeEngine[],
): EngineFact[] {
  return engines
    .filter((engine) => engine.languages.includes(language))
    .flatMap((engine) => {
      const output = outputs.find(({ run }) => run.tool.name === engine.name)
      const target = output?.run.targets.find(({ path }) => path === name)
      // An engine that has no word for this kind of file has no verdict on it.
      if (target?.status === 'unsupported') return []
      const findings = (output?.findings ?? []).filter((finding) => isAbout(finding, name))
      return [
        {
          engine: engine.name,
          ...judgeStatus(engine, output?.run, target),
          packs: engine.packs.map(({ name: pack, lineage }) => ({ name: pack, lineage })),
          findings: detachFindings(findings, engine),
        },
      ]
    })
}

/** Only a target that the run says was scanned was scanned; what was skipped was not looked at. */
function judgeStatus(
  engine: JudgeEngine,
  run: ScanRun | undefined,
  target: ScanRun['targets'][number] | undefined,
): Pick<EngineFact, 'status' | 'reason'> {
  if (!engine.available) return { status: 'not-run', reason: 'it is not installed' }
  if (!run) return { status: 'failed', reason: 'it gave no run' }
  if (run.status === 'not-run')
    return { status: 'not-run', reason: run.diagnostics[0]?.code ?? 'it did not run' }
  if (target?.status === 'scanned') return { status: 'scanned', reason: null }
  return {
    status: 'failed',
    reason: target?.reason ?? run.diagnostics[0]?.code ?? 'it says nothing about the sample',
  }
}

const isAbout = (finding: Finding, name: string): boolean =>
  finding.location?.path === name ||
  (finding.location === null && (finding.package?.paths.includes(name) ?? false))

/**
 * Cuts findings loose from the batch they were found in: run, pointer and id would otherwise differ
 * with the company that a sample happened to be scanned in.
 */
function detachFindings(findings: readonly Finding[], engine: JudgeEngine): Finding[] {
  const seen = new Map<string, number>()
  const keyOf = ({ rule, location, message, cwe }: Finding) =>
    [
      rule.id,
      location?.startLine ?? null,
      location?.startColumn ?? null,
      location?.endLine ?? null,
      location?.endColumn ?? null,
      message,
      cwe.primary,
    ] as const
  return findings
    .map((finding) => ({ finding, key: digestFields([engine.name, ...keyOf(finding)]) }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ finding, key }) => {
      const occurrence = seen.get(key) ?? 0
      seen.set(key, occurrence + 1)
      return {
        ...finding,
        id: digestFields([key, finding.location?.path ?? null, occurrence]),
        run: digestFields([engine.name, engine.version, finding.location?.path ?? null]),
        raw: { sha256: null, pointer: '' },
      }
    })
}
