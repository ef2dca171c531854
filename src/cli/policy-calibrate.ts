import { readFile, writeFile } from 'node:fs/promises'
import type { Command } from 'commander'
import { Compile } from 'typebox/compile'
import { loadPolicy } from '../judge/index.ts'
import { DECIDER_KINDS, type DeciderKind, EXIT, type ExitCode, SbrError } from '../kernel/index.ts'
import {
  type CalibrationResult,
  calibratePolicy,
  observeDecisions,
  renderReliability,
  type Workspace,
} from '../pipeline/index.ts'
import { isHeldOut, type Observation, ObservationSchema } from '../reward/index.ts'
import type { Reliability } from '../stats/index.ts'
import type { CommandContext } from './context.ts'
import { inWorkspace } from './in-workspace.ts'

interface CalibrateOptions {
  policy: string
  observations?: string[]
  decisions?: string | boolean
  out?: string
  diagram?: string
  json?: boolean
}

const DEFAULT_DECIDERS = 'person,test'

/** `sbr policy calibrate`: rates of the label model from decided cases, as a candidate for somebody to approve. */
export function registerPolicyCalibrate(policy: Command): void {
  policy
    .command('calibrate')
    .description(
      'learn the label model from labelled pairs and decisions; gives a candidate, changes nothing',
    )
    .option('--policy <name>', 'the policy to start from: a name, or a file', 'default')
    .option('--observations <file...>', 'JSON Lines {lineage, language, cwe, spoke, vulnerable, case, group}')
    .option(
      '--decisions [kinds]',
      `decisions of the corpus; whose, with commas: ${DECIDER_KINDS.join(', ')} (default: ${DEFAULT_DECIDERS})`,
    )
    .option('--out <file>', 'write the candidate policy')
    .option('--diagram <file>', 'write the reliability diagram as SVG')
    .option('--json', 'one JSON object')
    .action((options: CalibrateOptions) =>
      inWorkspace((workspace, context) => calibrate(options, workspace, context)),
    )
}

async function calibrate(
  options: CalibrateOptions,
  workspace: Workspace,
  context: CommandContext,
): Promise<ExitCode> {
  const policy = loadPolicy(options.policy, context.config.home)
  const observations: Observation[] = []
  for (const file of options.observations ?? []) observations.push(...(await readObservations(file)))
  if (options.decisions !== undefined)
    observations.push(...(await observeDecisions(workspace.corpus, policy, parseDeciders(options.decisions))))
  if (observations.length === 0)
    throw new SbrError('BAD_INPUT', 'There is nothing to learn from', {
      next: options.decisions
        ? 'Decide on findings first: `sbr review`.'
        : 'Name --observations FILE, or --decisions for those of the corpus.',
    })
  const source = [...(options.observations ?? []), ...(options.decisions ? ['decisions'] : [])]
    .map((name) => name.replace(/^.*\//, ''))
    .join(', ')
  const result = calibratePolicy(policy, observations, source)
  if (options.out) await writeFile(options.out, `${JSON.stringify(result.policy, null, 2)}\n`)
  if (options.diagram) await writeFile(options.diagram, await renderReliability(result.reliability))
  const { policy: candidate, ...told } = result
  await context.out(
    options.json
      ? `${JSON.stringify({ ...told, name: candidate.name, version: candidate.version, out: options.out ?? null })}\n`
      : describe(result, options),
  )
  return EXIT.done
}

const validator = Compile(ObservationSchema)

async function readObservations(file: string): Promise<Observation[]> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new SbrError('NOT_FOUND', `Could not read ${file}`, { cause, next: 'Name a file of JSON Lines.' })
  })
  return text.split('\n').flatMap((line, at) => {
    if (line.trim() === '') return []
    const value = parseLine(line)
    if (!validator.Check(value)) {
      const [first] = validator.Errors(value)
      throw new SbrError(
        'BAD_INPUT',
        `${file}:${at + 1}: ${first ? `${first.instancePath} ${first.message}` : 'not an observation'}`,
        { next: 'A line is {lineage, language, cwe, spoke, vulnerable, case, group}: see docs/reward.md.' },
      )
    }
    if (isHeldOut(value.lineage))
      throw new SbrError('NOT_ALLOWED', `${file}:${at + 1}: ${value.lineage} is a held-out judge`, {
        next: 'Leave its lines out: what no reward has seen must not shape one.',
      })
    return [value]
  })
}

function parseLine(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return null
  }
}

function parseDeciders(given: string | true | boolean): DeciderKind[] {
  const names = (typeof given === 'string' ? given : DEFAULT_DECIDERS).split(',').map((name) => name.trim())
  return names.map((name) => {
    const kind = DECIDER_KINDS.find((known) => known === name)
    if (kind === undefined)
      throw new SbrError('BAD_USAGE', `"${name}" decides nothing`, {
        next: `Name some of ${DECIDER_KINDS.join(', ')}.`,
      })
    return kind
  })
}

const percent = (value: number): string => `${(value * 100).toFixed(1)}`.padStart(5)

function describe(result: CalibrationResult, options: CalibrateOptions): string {
  const { policy, cases, vulnerable, dependence, rates, reliability } = result
  const lines = [
    `${policy.name} version ${policy.version}: ${cases} cases, ${vulnerable} of them vulnerable; dependence ${dependence}`,
    '',
    `${'lineage'.padEnd(24)} ${'language'.padEnd(11)} ${'CWE'.padEnd(6)} true positives %         n   false positives %       n`,
    ...rates.map(({ lineage, language, cwe, truePositive, falsePositive }) => {
      const rate = ({ before, after, interval, cases: n }: typeof truePositive) =>
        `${percent(before)} → ${percent(after)} [${percent(interval.low).trim()}, ${percent(interval.high).trim()}] ${String(n).padStart(4)}`
      return `${lineage.padEnd(24)} ${(language ?? 'any').padEnd(11)} ${String(cwe ?? 'any').padEnd(6)} ${rate(truePositive)}   ${rate(falsePositive)}`
    }),
    '',
    ...sayReliability('before', reliability.before),
    ...sayReliability('after, cross-fitted', reliability.after),
    '',
    options.out
      ? `The candidate is in ${options.out}. Next: sbr policy diff ${options.policy} ${options.out}, then sbr policy propose ${options.out}`
      : 'Nothing was changed. Give --out FILE for the candidate.',
  ]
  return `${lines.join('\n')}\n`
}

function sayReliability(name: string, reliability: Reliability | null): string[] {
  if (reliability === null) return []
  return [
    `${name}: Brier ${reliability.brier.toFixed(3)}, calibration error ${reliability.calibrationError.toFixed(3)}, n = ${reliability.n}`,
    ...reliability.bins.map(
      ({ n, predicted, observed, interval }) =>
        `  predicted ${percent(predicted)} %   was so ${percent(observed)} % [${percent(interval.low).trim()}, ${percent(interval.high).trim()}]   n = ${n}`,
    ),
  ]
}
