import { type GateRule, measureShare } from '../rule.ts'

export const tasksValidated: GateRule = {
  name: 'tasks-validated',
  direction: 'at-least',
  why: 'A reference that fails its own tests teaches a wrong answer.',
  measure: (facts) =>
    facts.validatedTasks === null
      ? { value: null, how: 'task answers were not run' }
      : measureShare(
          facts.validatedTasks.passed,
          facts.validatedTasks.total,
          'task answers pass functional and exploit tests in the sandbox',
        ),
}
