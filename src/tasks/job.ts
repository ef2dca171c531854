import { readFileSync } from 'node:fs'
import type { LoadedTask } from '../kernel/index.ts'
import type { SandboxJob } from '../platform/index.ts'

const harness = (name: string) => readFileSync(new URL(`./harness/${name}`, import.meta.url), 'utf8')
const PYTHON_HARNESS = harness('harness.py')
const NODE_HARNESS = harness('harness.mjs')

/** Seconds that one test may take, and milliseconds that all of a job may. */
const TEST_SECONDS = 6
const JOB_MS = 25_000

/** The one job that runs all tests of a Python candidate. */
export function pythonJob(task: LoadedTask, code: string, secret: string): SandboxJob {
  return {
    interpreter: 'python',
    args: ['-I', '/job/harness.py'],
    files: {
      'harness.py': PYTHON_HARNESS,
      'candidate.py': code,
      'functional_tests.py': task.functionalTests,
      'exploit_tests.py': task.exploitTests,
    },
    stdin: JSON.stringify({
      secret,
      files: { functional: 'functional_tests', exploit: 'exploit_tests' },
      seconds: TEST_SECONDS,
    }),
    timeoutMs: JOB_MS,
  }
}

/** One job for one test file of a JavaScript candidate: what one file's tests leave behind touches no other. */
export function nodeJob(
  task: LoadedTask,
  part: 'functional' | 'exploit',
  code: string,
  secret: string,
): SandboxJob {
  const candidate = /^\s*(export|import)\s/m.test(code)
    ? { name: 'candidate.mjs', text: code }
    : { name: 'candidate.cjs', text: withExport(code, task.entryPoint) }
  return {
    interpreter: 'node',
    args: ['/job/harness.mjs'],
    files: {
      'harness.mjs': NODE_HARNESS,
      [candidate.name]: candidate.text,
      'tests.mjs': part === 'functional' ? task.functionalTests : task.exploitTests,
    },
    stdin: JSON.stringify({
      secret,
      candidate: `/job/${candidate.name}`,
      tests: '/job/tests.mjs',
      seconds: TEST_SECONDS,
    }),
    timeoutMs: JOB_MS,
  }
}

/** A model asked for a function writes a function: where it exports nothing, the entry point is exported for it. */
function withExport(code: string, entryPoint: string): string {
  return `${code}\n;if (typeof ${entryPoint} !== 'undefined' && !module.exports.${entryPoint}) module.exports = { ${entryPoint} }\n`
}
