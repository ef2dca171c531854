import type { EvaluationReport, GenerationOutcome, LoadedTask } from '../kernel/index.ts'
import { rateOf } from '../stats/index.ts'
import { checkEvaluation } from './check-tasks.ts'
import { evaluationId } from './evaluation-id.ts'
import type { EvaluationOptions } from './evaluation-options.ts'
import { flagOutcomes } from './flag-outcomes.ts'
import { generateOutcomes } from './generate-outcomes.ts'
import { judgeOutcome } from './judge-outcome.ts'
import { compareArms, reportArm } from './report-arms.ts'

/**
 * Measures arms on held-out tasks: whether answers parse, work, and withstand the tasks' attacks, and what an
 * engine that no reward has seen says beside it. Each judge's own recall and false positives are measured on
 * the tasks' references, whose truth is known.
 *
 * @throws SbrError `BAD_INPUT` where a task is not held out or its template was trained on.
 */
export async function evaluateArms(
  options: EvaluationOptions,
): Promise<{ report: EvaluationReport; outcomes: GenerationOutcome[] }> {
  checkEvaluation(options)
  options.progress?.step(`generate ${options.perTask} answers for each of ${options.tasks.length} tasks`)
  const tested = await generateOutcomes(options)
  options.progress?.step(`scan with ${options.heldOut.name}, and judge the judges on known code`)
  const { outcomes, references } = await flagOutcomes(tested, options)
  const exploited = {
    vulnerable: await runReferences('vulnerable', options),
    secure: await runReferences('secure', options),
  }
  const [first, last] = [options.arms.at(0)?.name ?? '', options.arms.at(-1)?.name ?? '']
  return {
    outcomes,
    report: {
      id: evaluationId(options),
      tasks: options.tasks.length,
      generationsPerArm: options.tasks.length * options.perTask,
      arms: options.arms.map((arm) => reportArm(arm.name, outcomes)),
      paired: first === last ? [] : compareArms(first, last, outcomes, options.seed),
      judges: [
        { name: 'exploit tests', version: null, ...qualityOf(exploited) },
        { name: options.heldOut.name, version: options.heldOut.version, ...qualityOf(references) },
      ],
    },
  }
}

/** Do the exploit tests catch the reference that is known to be vulnerable, and spare the secure one? */
async function runReferences(
  which: 'vulnerable' | 'secure',
  options: EvaluationOptions,
): Promise<(boolean | null)[]> {
  const verdicts: (boolean | null)[] = []
  for (const task of options.tasks)
    verdicts.push(judgeOutcome(await options.runner.run(task, reference(task, which))).exploited)
  return verdicts
}

const reference = (task: LoadedTask, which: 'vulnerable' | 'secure'): string => task[which]

/** Recall over the vulnerable references and false positives over the secure ones; no answer is no catch. */
function qualityOf(verdicts: Record<'vulnerable' | 'secure', readonly (boolean | null)[]>) {
  const caught = (list: readonly (boolean | null)[]) =>
    rateOf(list.filter((verdict) => verdict === true).length, list.length)
  return { recall: caught(verdicts.vulnerable), falsePositives: caught(verdicts.secure) }
}
