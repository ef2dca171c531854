/**
 * What each lineage says about the references of the tasks that are not held out: one observation for each reference,
 * lineage and watched family of CWEs. `sbr policy calibrate --observations` learns from them. The vulnerable reference
 * has the weakness of its task, because its exploit works; that no reference has another one is our word alone.
 *
 *     node bench/observe-tasks.ts > policies/observations/tasks.jsonl
 */
import { loadPolicy } from '../src/judge/index.ts'
import { sha256 } from '../src/kernel/index.ts'
import { withJudge } from '../src/pipeline/index.ts'
import { loadConfig } from '../src/platform/index.ts'
import { collectVoices, type Observation } from '../src/reward/index.ts'
import { ALL_TASKS, loadTasks } from '../src/tasks/index.ts'

const tasks = (await loadTasks(ALL_TASKS)).filter(({ split }) => split !== 'held-out')
const policy = loadPolicy('default')
const references = tasks.flatMap((task) =>
  (['vulnerable', 'secure', 'alternative'] as const).map((which) => ({ task, which, code: task[which] })),
)
const facts = await withJudge({ policy: 'default', tasks: false }, loadConfig(), ({ judge }) =>
  judge.gatherFacts(
    references.map(({ task, which, code }) => ({ id: `${task.id} ${which}`, language: task.language, code })),
  ),
)
const observations = references.flatMap(({ task, which }, at): Observation[] => {
  const fact = facts[at]
  if (!fact) return []
  const own = policy.cweFamilies[String(task.cwe)] ?? task.cwe
  const families = [...new Set([own, ...(policy.calibration.watched[task.language] ?? [])])].sort(
    (a, b) => a - b,
  )
  return collectVoices(fact.engines, policy).flatMap(({ lineage, hits }) =>
    families.map((cwe) => ({
      lineage,
      language: task.language,
      cwe,
      spoke: hits.has(cwe),
      vulnerable: which === 'vulnerable' && cwe === own,
      // The name of the case alone, not its code.
      case: sha256(`${task.id} ${which} ${cwe}`).slice(0, 16),
      group: task.template,
      source: 'tasks',
    })),
  )
})
for (const observation of observations) process.stdout.write(`${JSON.stringify(observation)}\n`)
const cases = new Set(observations.map((observation) => observation.case))
process.stderr.write(
  `${tasks.length} tasks, ${references.length} references, ${cases.size} cases, ${observations.length} observations\n`,
)
