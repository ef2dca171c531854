import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { SbrError } from '../../kernel/index.ts'
import { PROJECT_ROOT, TOOLS } from '../paths.ts'
import { minimalEnvironment, runProcess } from '../subprocess.ts'
import type { Check } from './check.ts'
import { GET_ALL } from './machine-checks.ts'

/** Asks a program for its version: the first line of what it says. */
export async function askVersion(
  command: string,
  args: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  const env = minimalEnvironment({ HOME: '/nonexistent', SEMGREP_ENABLE_VERSION_CHECK: '0' })
  const answer = await runProcess({ command, args, timeoutMs: 60_000, signal, env, cwd: '/' })
  const said = `${answer.stdout}${answer.stderr}`.trim().split('\n')[0] ?? ''
  if (answer.exitCode === 0 && said !== '') return said
  throw new SbrError('TOOL_FAILED', `${command} ended with ${answer.exitCode ?? answer.signal}: ${said}`, {
    next: `Remove .sbr/stamps, then: ${GET_ALL}`,
  })
}

/** The Python environments and the trainer, by really importing what they are for. */
export function toolChecks(): Check[] {
  return [
    {
      area: 'python',
      name: 'scanners',
      required: true,
      run: (signal) => importPackages(TOOLS.python, ['semgrep', 'bandit', 'yaml'], signal),
    },
    {
      area: 'training',
      name: 'trainer',
      required: true,
      timeoutMs: 120_000,
      run: async (signal) => {
        requireFile(TOOLS.trainerPython)
        const answer = await runProcess({
          command: TOOLS.trainerPython,
          args: ['-m', 'sbr_trainer', 'info'],
          timeoutMs: 120_000,
          signal,
          env: minimalEnvironment({ PYTHONPATH: join(PROJECT_ROOT, 'trainer') }),
        })
        const last = answer.stdout.toString().trim().split('\n').at(-1) ?? ''
        if (answer.exitCode !== 0)
          throw new SbrError(
            'TOOL_FAILED',
            answer.stderr.toString().trim().split('\n').at(-1) ?? 'it ended',
            {
              next: GET_ALL,
            },
          )
        return describeTrainer(last)
      },
    },
    {
      area: 'judges',
      name: 'held-out packs',
      required: true,
      run: (signal) => importPackages(TOOLS.python, ['njsscan', 'codeshield'], signal),
    },
  ]
}

function describeTrainer(event: string): string {
  const info = JSON.parse(event) as Record<string, unknown>
  const device = info.cuda === true ? 'GPU' : 'CPU (no GPU)'
  return `torch ${info.torch}, trl ${info.trl}, peft ${info.peft}; ${device}${info.bf16 === true ? ', bf16' : ''}`
}

/** Imports packages in one interpreter and says their versions. */
async function importPackages(
  python: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<string> {
  requireFile(python)
  const code = [
    'import importlib, importlib.metadata as m, platform, sys',
    'for name in sys.argv[1:]: importlib.import_module(name)',
    "known = {'yaml': 'pyyaml'}",
    "print('Python', platform.python_version() + ',', ', '.join(f'{n} {m.version(known.get(n, n))}' for n in sys.argv[1:]))",
  ].join('\n')
  return askVersion(python, ['-c', code, ...names], signal)
}

export function requireFile(path: string): void {
  if (!existsSync(path)) throw new SbrError('TOOL_MISSING', `${path} is not there`, { next: GET_ALL })
}
