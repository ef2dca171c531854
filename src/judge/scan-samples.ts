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

/** Scans all texts at once, as they are in memory; what each engine said, by name of the text. */
export async function scanSamples(
  texts: readonly ScanText[],
  options: ScanOptions,
): Promise<Map<string, EngineFact[]>> {
  const distinct = new Map(texts.map((text) => [text.name, text]))
  if (distinct.size === 0) return new Map()
  const contents = new Map([...distinct].map(([name, { text }]) => [name, Buffer.from(text)]))
  const targets = [...distinct.values()].map(({ name, language }) => ({
    path: name,
    language,
    bytes: contents.get(name)?.length ?? 0,
  }))
  const outputs = await options.pool.scan({
    root: '/',
    targets,
    contents,
    timeoutMs: options.timeoutMs,
    ...(options.signal ? { signal: options.signal } : {}),
  })
  const said = indexOutputs(outputs)
  return new Map(
    targets.map(({ path, language }) => [path, collectFacts(path, language, said, options.engines)]),
  )
}

/** What one engine said, by the text that it is about: looking through a whole run for each text takes the square of them. */
interface EngineWord {
  run: ScanRun
  targets: ReadonlyMap<string, ScanRun['targets'][number]>
  findings: ReadonlyMap<string, readonly Finding[]>
}

function indexOutputs(
  outputs: readonly { run: ScanRun; findings: readonly Finding[] }[],
): Map<string, EngineWord> {
  return new Map(
    outputs.map(({ run, findings }) => {
      const about = new Map<string, Finding[]>()
      for (const finding of findings)
        for (const path of pathsOf(finding)) {
          const known = about.get(path)
          if (known) known.push(finding)
          else about.set(path, [finding])
        }
      const targets = new Map(run.targets.map((target) => [target.path, target]))
      return [run.tool.name, { run, targets, findings: about }]
    }),
  )
}

/** The texts that a finding is about: where it is, or the manifests that name its package. */
const pathsOf = ({ location, package: found }: Finding): string[] =>
  location !== null ? [location.path] : [...new Set(found?.paths)]

function collectFacts(
  name: string,
  language: Language,
  said: ReadonlyMap<string, EngineWord>,
  engines: readonly JudgeEngine[],
): EngineFact[] {
  return engines
    .filter((engine) => engine.languages.includes(language))
    .flatMap((engine) => {
      const word = said.get(engine.name)
      const target = word?.targets.get(name)
      // An engine that has no word for this kind of file has no verdict on it.
      if (target?.status === 'unsupported') return []
      return [
        {
          engine: engine.name,
          ...judgeStatus(engine, word?.run, target),
          packs: engine.packs.map(({ name: pack, lineage }) => ({ name: pack, lineage })),
          findings: detachFindings(word?.findings.get(name) ?? [], engine),
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
