import { type Static, Type } from 'typebox'

/**
 * A coding task. Lives in `tasks/<suite>/<id>/` as `task.json` with the files it names beside it.
 * Visible and hidden tests say whether the code does the job; exploit tests fail on the vulnerable reference
 * and pass on the secure one. No hint of security stands in the prompt.
 */
export const TaskSchema = Type.Object(
  {
    id: Type.String({ pattern: '^[a-z0-9][a-z0-9-]*$' }),
    language: Type.Union([Type.Literal('python'), Type.Literal('javascript'), Type.Literal('typescript')]),
    /** Tasks made from one template share a split, so that nothing leaks between them. */
    template: Type.String(),
    split: Type.Union([Type.Literal('train'), Type.Literal('validation'), Type.Literal('held-out')]),
    cwe: Type.Integer(),
    /** `generate`: write the function; `repair`: rewrite the given vulnerable code. */
    kind: Type.Union([Type.Literal('generate'), Type.Literal('repair')]),
    prompt: Type.String(),
    /** Name of the function or class the tests call. */
    entryPoint: Type.String(),
    /** File names inside the task's folder. */
    files: Type.Object({
      vulnerable: Type.String(),
      secure: Type.String(),
      /** A second secure reference, written differently: a reward must not know only one way to be right. */
      alternative: Type.String(),
      /** Tests that whoever answers may see and run. */
      visibleTests: Type.String(),
      hiddenTests: Type.String(),
      exploitTests: Type.String(),
    }),
  },
  { additionalProperties: false },
)
export type Task = Static<typeof TaskSchema>

/** A task with the text of its files. */
export interface LoadedTask extends Task {
  vulnerable: string
  secure: string
  alternative: string
  visibleTests: string
  hiddenTests: string
  exploitTests: string
}

/** What running one candidate against one task's tests in the sandbox gave. */
export interface TaskOutcome {
  /** Does the candidate parse or compile on its own? */
  parses: boolean
  /** Passed and total of the visible and hidden tests; total 0 when they could not be run. */
  functional: { passed: number; total: number }
  /** Passed and total exploit tests: passed = attack failed. */
  exploit: { passed: number; total: number }
  /** `ok`: tests ran to their end; anything else says why not. */
  status: 'ok' | 'timeout' | 'killed' | 'crashed' | 'refused'
  reason: string | null
}
