import { existsSync } from 'node:fs'
import { Compile } from 'typebox/compile'
import { printable } from '../findings/index.ts'
import { listApprovedPolicies, listPolicies, loadPolicy } from '../judge/index.ts'
import { EXIT, type ExitCode, type RewardDocument, RewardDocumentSchema, SbrError } from '../kernel/index.ts'
import { withJudge } from '../pipeline/index.ts'
import { explainFacts, explainFinding, type Policy, scoreSample } from '../reward/index.ts'
import { type CommandContext, runCommand } from './context.ts'
import { registerPolicyApproval } from './policy-approval.ts'
import { registerPolicyAttack } from './policy-attack.ts'
import { registerPolicyCalibrate } from './policy-calibrate.ts'
import { registerPolicyDiff } from './policy-diff.ts'
import { formatExplanation, type SampleExplanation } from './policy-explanation.ts'
import type { RegisterCommand } from './register-command.ts'
import { readSampleFiles } from './sample-input.ts'

interface ExplainOptions {
  policy: string
  json?: boolean
}

/** `sbr policy`: what decides a reward, and why a sample has the one it has. */
export const registerPolicy: RegisterCommand = (program) => {
  const policy = program.command('policy').description('what decides a reward')
  policy
    .command('list')
    .description('the policies that come along')
    .option('--json', 'one JSON array')
    .action((options: { json?: boolean }) => runCommand((context) => list(options, context)))
  policy
    .command('explain')
    .description('why code has its reward: engine by engine, finding by finding')
    .argument('<file-or-id>', 'a file, which is judged; or the id of a reward document on stdin')
    .option('--policy <name>', 'name of a policy, or a file', 'default')
    .option('--json', 'one JSON object')
    .action((what: string, options: ExplainOptions) =>
      runCommand((context) => explain(what, options, context)),
    )
  registerPolicyCalibrate(policy)
  registerPolicyDiff(policy)
  registerPolicyApproval(policy)
  registerPolicyAttack(policy)
}

async function list(options: { json?: boolean }, context: CommandContext): Promise<ExitCode> {
  const { home } = context.config
  const approved = listApprovedPolicies(home)
  const policies = [...new Set([...listPolicies(), ...approved])].sort().map((name) => {
    const { version, mode, note } = loadPolicy(name, home)
    return { name, version, mode, note, approvedHere: approved.includes(name) }
  })
  if (options.json) await context.out(`${JSON.stringify(policies)}\n`)
  else
    for (const { name, version, mode, note, approvedHere } of policies)
      await context.out(
        `${name} (version ${version}, mode ${mode}${approvedHere ? ', approved here' : ''})\n  ${note}\n`,
      )
  return EXIT.done
}

async function explain(what: string, options: ExplainOptions, context: CommandContext): Promise<ExitCode> {
  const explained = existsSync(what)
    ? await explainFile(what, options.policy, context)
    : await explainDocument(what, loadPolicy(options.policy, context.config.home))
  await context.out(options.json ? `${JSON.stringify(explained)}\n` : formatExplanation(explained))
  return explained.document.valid ? EXIT.done : EXIT.incomplete
}

async function explainFile(
  path: string,
  policyName: string,
  context: CommandContext,
): Promise<SampleExplanation> {
  const inputs = []
  for await (const input of readSampleFiles([path])) inputs.push(input)
  const [only, ...more] = inputs
  if (!only || more.length > 0)
    throw new SbrError('BAD_USAGE', `${path} is not one file of code`, { next: 'Name one file.' })
  if (!('sample' in only))
    throw new SbrError('BAD_INPUT', `${path}: ${only.problem}`, { next: 'Name a text file.' })
  return withJudge({ policy: policyName, tasks: false }, context.config, async ({ judge, policy }) => {
    const [facts] = await judge.gatherFacts([only.sample], context.signal)
    if (!facts) throw new SbrError('INTERNAL', 'The judge gave no facts')
    return { document: scoreSample(facts, policy, judge.policyHash), ...explainFacts(facts, policy) }
  })
}

const validator = Compile(RewardDocumentSchema)

/** Explains a document as far as it tells: what it does not carry, such as each CWE's probability, needs the code. */
async function explainDocument(id: string, policy: Policy): Promise<SampleExplanation> {
  if (process.stdin.isTTY)
    throw new SbrError('NOT_FOUND', `${id} is no file`, {
      next: `Name a file, or give reward documents on stdin: sbr reward … | sbr policy explain ${id}`,
    })
  const document = findDocument(await readStdin(), id)
  return {
    document,
    integrity: [],
    engines: Object.entries(document.verdicts).map(([engine, verdict]) => ({
      engine,
      status: verdict,
      reason: null,
      lineages: [],
      findings: document.findings.filter((finding) => finding.tool.name === engine).length,
    })),
    cwes: [],
    findings: document.findings.map((finding) => explainFinding(finding, policy)),
  }
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk))
  return Buffer.concat(chunks).toString('utf8')
}

function findDocument(text: string, id: string): RewardDocument {
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue
    let value: unknown
    try {
      value = JSON.parse(line)
    } catch (cause) {
      throw new SbrError('BAD_INPUT', 'stdin holds a line that is not JSON', {
        cause,
        next: 'Pipe `sbr reward` into it.',
      })
    }
    if (validator.Check(value) && value.id === id) return value
  }
  throw new SbrError('NOT_FOUND', `No reward document on stdin has the id ${printable(id)}`, {
    next: 'Give the id as `sbr reward` printed it.',
  })
}
