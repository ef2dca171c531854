import { SbrError } from '../../kernel/index.ts'
import { runProcess } from '../subprocess.ts'
import type { Check } from './check.ts'
import { askVersion } from './tool-checks.ts'

interface OptionalTool {
  name: string
  args: readonly string[]
  /** How to get it, in a line. */
  how: string
}

const TOOLS_OF_OTHERS: readonly OptionalTool[] = [
  { name: 'git', args: ['--version'], how: "Install git: the history of one's own repository is then read." },
  { name: 'gitleaks', args: ['version'], how: 'Install gitleaks as a second look for secrets.' },
]

/** What is used where it is present, and is no fault where it is not. */
export function optionalChecks(environment: Record<string, string | undefined> = process.env): Check[] {
  return [
    ...TOOLS_OF_OTHERS.map(
      (tool): Check => ({
        area: 'optional',
        name: tool.name,
        required: false,
        timeoutMs: 20_000,
        run: async (signal) => {
          const found = await runProcess({
            command: 'sh',
            args: ['-c', 'command -v "$1"', 'sh', tool.name],
            timeoutMs: 5_000,
          })
          const path = found.stdout.toString().trim()
          if (found.exitCode !== 0 || !path.startsWith('/'))
            throw new SbrError('TOOL_MISSING', 'not on PATH', { next: tool.how })
          return askVersion(path, tool.args, signal)
        },
      }),
    ),
    {
      area: 'optional',
      name: 'Snyk token',
      required: false,
      run: async () => {
        if (environment.SNYK_TOKEN) return 'SNYK_TOKEN is set'
        throw new SbrError('NOT_FOUND', 'SNYK_TOKEN is not set', {
          next: 'Set it to use Snyk; its reports can be handed in without it.',
        })
      },
    },
  ]
}
