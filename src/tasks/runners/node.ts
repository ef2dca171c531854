import { readFileSync } from 'node:fs'
import type { LoadedTask } from '../../kernel/index.ts'
import type { SandboxJob } from '../../platform/index.ts'
import { JOB_MS, type LanguageRunner, TEST_SECONDS } from './port.ts'
import {
  FORGED,
  outcomeOf,
  outcomeWithoutReport,
  type Reported,
  runForReport,
  statusOf,
  type TestVerdict,
} from './report.ts'

const HARNESS = readFileSync(new URL('../harness/harness.mjs', import.meta.url), 'utf8')

/** A test file of a task: each has a job of its own, so that what one leaves behind touches no other. */
type Part = 'visibleTests' | 'hiddenTests' | 'exploitTests'

/** Runs JavaScript as a module or as CommonJS, whichever the candidate is written as. */
export const javascriptRunner: LanguageRunner = nodeRunner('javascript', {
  module: 'candidate.mjs',
  script: 'candidate.cjs',
  flags: [],
})

/** Runs TypeScript: Node takes the types away, and turns what is more than a type into JavaScript. Types are not checked. */
export const typescriptRunner: LanguageRunner = nodeRunner('typescript', {
  module: 'candidate.mts',
  script: 'candidate.cts',
  flags: ['--experimental-transform-types', '--no-warnings'],
})

interface Dialect {
  /** Name of a candidate that imports or exports. */
  module: string
  /** Name of any other candidate. */
  script: string
  flags: readonly string[]
}

function nodeRunner(language: LoadedTask['language'], dialect: Dialect): LanguageRunner {
  return {
    language,
    run: async (sandbox, task, code) => {
      const parts = (['visibleTests', 'hiddenTests', 'exploitTests'] as const).filter(
        (part) => task[part] !== '',
      )
      const reports = new Map<Part, Answer>()
      await Promise.all(
        parts.map(async (part) =>
          reports.set(
            part,
            readAnswer(
              await runForReport(sandbox, (secret) => nodeJob({ task, part, code, dialect }, secret)),
            ),
          ),
        ),
      )
      return judge(reports)
    },
  }
}

/** What one test file's job said; `bits` null where it did not come to its end. */
interface Answer {
  result: Reported['result']
  bits: { parses: boolean; forged: boolean; tests: TestVerdict[] } | null
}

function judge(reports: ReadonlyMap<Part, Answer>) {
  const functional = (['visibleTests', 'hiddenTests'] as const).flatMap((part) => reports.get(part) ?? [])
  const broken = functional.find(({ bits }) => bits === null)
  if (functional.length === 0 || broken) return outcomeWithoutReport(broken?.result)
  const exploit = reports.get('exploitTests')
  if ([...functional, ...(exploit ? [exploit] : [])].some(({ bits }) => bits?.forged)) return FORGED
  const parses = functional.every(({ bits }) => bits?.parses)
  const tests = functional.flatMap(({ bits }) => bits?.tests ?? [])
  // An exploit that ended the process had an effect, so none of its tests counts as withstood.
  if (!exploit?.bits) return { ...outcomeOf(parses, tests, []), ...statusOf(exploit?.result) }
  return outcomeOf(parses, tests, exploit.bits.tests)
}

/** `1 0 testA=1 testB=0`: parses, forged, and each test's verdict. */
function readAnswer({ result, text }: Reported): Answer {
  if (text === null) return { result, bits: null }
  const [parses, forged, ...tests] = text.split(' ')
  return {
    result,
    bits: {
      parses: parses === '1',
      forged: forged !== '0',
      tests: tests.map((test) => [test.split('=')[0] ?? '', test.split('=')[1] === '1'] as const),
    },
  }
}

function nodeJob(
  { task, part, code, dialect }: { task: LoadedTask; part: Part; code: string; dialect: Dialect },
  secret: string,
): SandboxJob {
  const candidate = /^\s*(export|import)\s/m.test(code)
    ? { name: dialect.module, text: code }
    : { name: dialect.script, text: withExport(code, task.entryPoint) }
  return {
    interpreter: 'node',
    args: [...dialect.flags, '/job/harness.mjs'],
    files: { 'harness.mjs': HARNESS, [candidate.name]: candidate.text, 'tests.mjs': task[part] },
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
