/**
 * Warm ESLint: answers one JSON line for each JSON line on standard input. Run as a process of its own.
 *
 * Arguments: folder of the engines' `node_modules`; JSON of `WorkerSetup`.
 * Question: `{"path", "language", "code"}`. Answer: `{"messages": […], "error": string | null}`.
 */
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { WorkerSetup } from './setup.ts'

interface LintMessage {
  ruleId: string | null
  fatal?: boolean
  message: string
}

/** As much of ESLint's interface as is used; the package is not among our own. */
interface Linter {
  verify(code: string, config: unknown, options: { filename: string }): LintMessage[]
}

const [modules = '', setupText = ''] = process.argv.slice(2)
const setup = JSON.parse(setupText) as WorkerSetup
const load = createRequire(join(modules, 'x.js'))
const { Linter: LinterClass } = load('eslint') as { Linter: new (options: object) => Linter }
/** Half a second to load, and most batches hold no TypeScript. */
const languageParser = (language: 'javascript' | 'typescript'): { parser?: unknown } =>
  language === 'typescript' ? { parser: load('@typescript-eslint/parser') } : {}

const plugins: Record<string, unknown> = {}
for (const [prefix, name] of Object.entries(setup.plugins)) {
  const loaded = load(name) as { default?: unknown }
  plugins[prefix] = loaded.default ?? loaded
}
const linter = new LinterClass({ configType: 'flat' })

/** A text is a module, else a script: old packages use `with`, octal numbers and the name `await`. */
const SOURCE_TYPES = { javascript: ['module', 'script'], typescript: ['module'] } as const

function configFor(language: 'javascript' | 'typescript', sourceType: string, jsx: boolean): unknown {
  return {
    // Without an extension a pattern matches no TypeScript, and the text would pass unseen.
    files: ['**/*.js', '**/*.ts', '**/*.tsx'],
    plugins,
    rules: setup.rules,
    linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' },
    languageOptions: {
      ecmaVersion: 'latest',
      sourceType,
      ...languageParser(language),
      parserOptions: { ecmaFeatures: { jsx } },
    },
  }
}

/** Messages without a rule say that the text was not linted, unless they are about a disable comment. */
const isUnseen = (message: LintMessage): boolean =>
  message.ruleId === null && !/noInlineConfig|has no effect/.test(message.message)

function lint(language: 'javascript' | 'typescript', code: string): unknown {
  let fault = 'no parser took it'
  for (const sourceType of SOURCE_TYPES[language]) {
    for (const jsx of language === 'typescript' ? [false, true] : [true]) {
      // The name is ours: patterns in it must not decide whether the file is linted.
      const filename = language === 'typescript' ? (jsx ? 'target.tsx' : 'target.ts') : 'target.js'
      const messages = linter.verify(code, configFor(language, sourceType, jsx), { filename })
      const reason = messages.find((message) => message.fatal || isUnseen(message))
      if (!reason) return { messages, error: null }
      fault = reason.message
    }
  }
  return { messages: [], error: fault }
}

createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY }).on('line', (line) => {
  const question = JSON.parse(line) as { language: 'javascript' | 'typescript'; code: string }
  let answer: unknown
  try {
    answer = lint(question.language, question.code)
  } catch (error) {
    answer = { messages: [], error: error instanceof Error ? `rule failed: ${error.message}` : String(error) }
  }
  process.stdout.write(`${JSON.stringify(answer)}\n`)
})
