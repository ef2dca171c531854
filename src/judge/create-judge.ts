import { cweCatalogueInUse } from '../findings/index.ts'
import {
  digestJson,
  type Finding,
  type LoadedTask,
  type RewardDocument,
  type Sample,
  SbrError,
  toSbrError,
} from '../kernel/index.ts'
import type { SourceParser } from '../platform/index.ts'
import {
  type EngineFact,
  hashPolicy,
  isHeldOut,
  type JudgeIdentity,
  type Policy,
  type SampleFacts,
  scoreSample,
} from '../reward/index.ts'
import { digestOfCode } from './code-digest.ts'
import { scanNameOf, shownPathOf } from './file-name.ts'
import { checkIntegrity, type IntegrityResult } from './integrity/check-integrity.ts'
import { measureDependencies } from './measure-dependencies.ts'
import { findRefusal, measureTests } from './measure-tests.ts'
import type { JudgeEngine, PackageDirectory, ScannerPort, TaskRunnerPort } from './ports.ts'
import { scanSamples } from './scan-samples.ts'
import { openSyntax, type Syntax } from './syntax/open-syntax.ts'

/** Samples of which the tests run at a time: the sandbox has as many slots. */
const TEST_LANES = 2

export interface JudgeOptions {
  pool: ScannerPort
  policy: Policy
  parser: SourceParser
  /** What the pool's engines are; decides the hash. */
  engineInfos: readonly JudgeEngine[]
  /** Milliseconds that one engine may take for one sample. */
  timeoutMs: number
  /** Tasks by id. Without tasks and runner function stays unmeasured. */
  tasks?: ReadonlyMap<string, LoadedTask>
  taskRunner?: TaskRunnerPort
  /** Registry and advisories. Without, imports from outside stay unmeasured. */
  advisories?: PackageDirectory
}

export interface Judge {
  /** Hash of everything that decides a reward here. */
  readonly policyHash: string
  /** What beside the policy went into the hash. */
  readonly identity: JudgeIdentity
  /** One document per sample, in the order of the samples. Hostile samples are data, never an exception. */
  judge(samples: readonly Sample[], signal?: AbortSignal): Promise<RewardDocument[]>
  /** Everything that a document is computed from, for explanations. */
  gatherFacts(samples: readonly Sample[], signal?: AbortSignal): Promise<SampleFacts[]>
  close(): Promise<void>
}

/**
 * A judge over an engine pool: integrity, scan, tests, dependencies, then the pure score.
 *
 * @throws SbrError `NOT_ALLOWED` where the pool holds a held-out judge.
 */
export async function createJudge(options: JudgeOptions): Promise<Judge> {
  refuseHeldOutEngines(options.engineInfos)
  const { policy } = options
  const identity: JudgeIdentity = {
    engines: options.engineInfos.map(({ name, version, available, packs }) => ({
      name,
      version,
      available,
      packs,
    })),
    checks: await digestOfCode(),
    cweCatalogue: cweCatalogueInUse().digest,
    advisorySnapshot: options.advisories?.snapshot ?? null,
    tasks: options.tasks && options.taskRunner ? digestTasks(options.tasks) : null,
  }
  const policyHash = hashPolicy(policy, identity)
  const syntax = await openSyntax()
  const gatherFacts = (samples: readonly Sample[], signal?: AbortSignal) =>
    gather(samples, options, syntax, signal)
  return {
    policyHash,
    identity,
    gatherFacts,
    judge: async (samples, signal) =>
      (await gatherFacts(samples, signal)).map((facts) => scoreSample(facts, policy, policyHash)),
    close: async () => syntax.dispose(),
  }
}

async function gather(
  samples: readonly Sample[],
  options: JudgeOptions,
  syntax: Syntax,
  signal?: AbortSignal,
): Promise<SampleFacts[]> {
  const { policy, parser, pool, engineInfos, timeoutMs } = options
  const read = samples.map((sample): ReadSample => {
    const integrity = checkIntegrity(sample, { parser, syntax, sizeLimitBytes: policy.sizeLimitBytes })
    const refused = integrity.signals.some(({ kind }) => policy.integrity[kind] === 0)
    const scanned = refused ? null : integrity.stripped
    const name = scanned === null ? null : scanNameOf(sample.language, scanned, sample.path)
    return { sample, integrity, scanned, name }
  })
  const texts = read.flatMap(({ sample, scanned, name }) =>
    scanned !== null && name !== null && policy.required[sample.language]
      ? [{ name, language: sample.language, text: scanned }]
      : [],
  )
  const dependencies = Promise.all(read.map((item) => lookAtImports(item, options)))
  const said = await scanSamples(texts, {
    pool,
    engines: engineInfos,
    timeoutMs,
    ...(signal ? { signal } : {}),
  })
  const looked = await dependencies
  const facts: SampleFacts[] = []
  for (let at = 0; at < read.length; at += TEST_LANES) {
    const lane = read.slice(at, at + TEST_LANES)
    facts.push(
      ...(await Promise.all(
        lane.map((item, index) =>
          toFacts(item, { engines: said.get(item.name ?? '') ?? [], looked: looked[at + index] }, options),
        ),
      )),
    )
  }
  return facts
}

interface LookedAt {
  dependencies: SampleFacts['dependencies']
  /** Why nothing can be said about the imports, where something should have been; else null. */
  problem: string | null
}

const UNMEASURED: SampleFacts['dependencies'] = { imported: null, invented: null, malicious: null }

/** What a refused sample imports is nobody's business: no name of it leaves the machine. */
async function lookAtImports(
  { sample, integrity, scanned }: ReadSample,
  { advisories }: JudgeOptions,
): Promise<LookedAt> {
  const directory = scanned === null ? undefined : advisories
  try {
    const dependencies = await measureDependencies(integrity.imported, sample.language, directory)
    return { dependencies, problem: null }
  } catch (thrown) {
    return {
      dependencies: { ...UNMEASURED, imported: integrity.imported },
      problem: toSbrError(thrown).message,
    }
  }
}

interface ReadSample {
  sample: Sample
  integrity: IntegrityResult
  /** The text that the engines get; null where the sample is refused. */
  scanned: string | null
  name: string | null
}

async function toFacts(
  { sample, integrity, scanned, name }: ReadSample,
  known: { engines: readonly EngineFact[]; looked: LookedAt | undefined },
  { tasks, taskRunner }: JudgeOptions,
): Promise<SampleFacts> {
  const { tests, refusal } =
    scanned === null
      ? { tests: null, refusal: findRefusal(sample, tasks) }
      : await measureTests(sample, tasks, taskRunner)
  const shown = shownPathOf(sample.path, sample.id)
  return {
    id: sample.id,
    language: sample.language,
    integrity: integrity.signals,
    engines: known.engines.map((fact) => ({
      ...fact,
      findings: fact.findings.map((finding) => renamePath(finding, name ?? '', shown)),
    })),
    dependencies: known.looked?.dependencies ?? UNMEASURED,
    tests,
    unjudged: refusal ?? known.looked?.problem ?? null,
  }
}

/** Puts the sample's own path where the engines saw ours. */
function renamePath(finding: Finding, from: string, to: string): Finding {
  const rename = <T extends { path: string }>(location: T): T =>
    location.path === from ? { ...location, path: to } : location
  return {
    ...finding,
    message: finding.message.replaceAll(from, to),
    location: finding.location ? rename(finding.location) : null,
    flow: finding.flow.map((step) => ({ ...step, location: rename(step.location) })),
    package: finding.package
      ? { ...finding.package, paths: finding.package.paths.map((path) => (path === from ? to : path)) }
      : null,
  }
}

function refuseHeldOutEngines(engines: readonly JudgeEngine[]): void {
  const held = engines.filter(
    ({ name, heldOut, packs }) =>
      heldOut ||
      isHeldOut(name) ||
      packs.some((pack) => pack.heldOut || isHeldOut(pack.lineage) || isHeldOut(pack.name)),
  )
  if (held.length > 0)
    throw new SbrError(
      'NOT_ALLOWED',
      `${held.map(({ name }) => name).join(', ')}: a held-out judge may not enter a reward`,
      {
        next: "Build the engine pool with purpose 'reward'.",
      },
    )
}

/** Only tasks that a reward may use decide it. */
const digestTasks = (tasks: ReadonlyMap<string, LoadedTask>): string =>
  digestJson(
    [...tasks.values()]
      .filter(({ split }) => split !== 'held-out')
      .map((task) => ({ ...task }))
      .sort((a, b) => (a.id < b.id ? -1 : 1)),
  )
