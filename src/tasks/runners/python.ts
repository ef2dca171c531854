import { readFileSync } from 'node:fs'
import { Type } from 'typebox'
import { Compile } from 'typebox/compile'
import type { LoadedTask } from '../../kernel/index.ts'
import type { SandboxJob } from '../../platform/index.ts'
import { JOB_MS, type LanguageRunner, TEST_SECONDS } from './port.ts'
import { FORGED, outcomeOf, outcomeWithoutReport, runForReport } from './report.ts'

const HARNESS = readFileSync(new URL('../harness/harness.py', import.meta.url), 'utf8')
const Verdicts = Type.Array(Type.Tuple([Type.String(), Type.Boolean()]))
const reportSchema = Compile(
  Type.Object({
    parses: Type.Boolean(),
    forged: Type.Boolean(),
    visible: Verdicts,
    hidden: Verdicts,
    exploit: Verdicts,
  }),
)

/** Runs Python: one job for all tests, a process for each. */
export const pythonRunner: LanguageRunner = {
  language: 'python',
  run: async (sandbox, task, code) => {
    const { result, text } = await runForReport(sandbox, (secret) => pythonJob(task, code, secret))
    const report = text === null ? null : parseJson(text)
    if (!reportSchema.Check(report)) return outcomeWithoutReport(result)
    if (report.forged) return FORGED
    return outcomeOf(report.parses, [...report.visible, ...report.hidden], report.exploit)
  },
}

function pythonJob(task: LoadedTask, code: string, secret: string): SandboxJob {
  return {
    interpreter: 'python',
    args: ['-I', '/job/harness.py'],
    files: {
      'harness.py': HARNESS,
      'candidate.py': code,
      'visible_tests.py': task.visibleTests,
      'hidden_tests.py': task.hiddenTests,
      'exploit_tests.py': task.exploitTests,
    },
    stdin: JSON.stringify({
      secret,
      files: { visible: 'visible_tests', hidden: 'hidden_tests', exploit: 'exploit_tests' },
      seconds: TEST_SECONDS,
    }),
    timeoutMs: JOB_MS,
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
