import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { GenerationOutcome, LoadedTask } from '../kernel/index.ts'
import type { LanguageModel } from '../llm/index.ts'
import { openSandbox, type Sandbox } from '../platform/index.ts'
import { createTaskRunner, loadTasks, STARTER_TASKS, type TaskRunner } from '../tasks/index.ts'
import { evaluateArms } from './evaluate-arms.ts'
import { evaluationId } from './evaluation-id.ts'
import type { EvaluationOptions, HeldOutEngine } from './evaluation-options.ts'
import { renderPrompt } from './render-prompt.ts'

let sandbox: Sandbox
let runner: TaskRunner
let tasks: LoadedTask[]

beforeAll(async () => {
  sandbox = await openSandbox()
  runner = createTaskRunner(sandbox)
  const heldOut = (await loadTasks(STARTER_TASKS)).filter((task) => task.split === 'held-out')
  tasks = [
    heldOut.find((task) => task.language === 'python'),
    heldOut.find((task) => task.language === 'javascript'),
  ].filter((task) => task !== undefined)
})
afterAll(() => sandbox.close())

/** A model that always answers a task in one way; which task it is, it reads off the prompt. */
const scripted = (id: string, answer: (task: LoadedTask) => string, asked: string[] = []): LanguageModel => ({
  id,
  async generate(request) {
    const task = tasks.find((one) => renderPrompt(one)[0]?.content === request.messages[0]?.content)
    if (!task) throw new Error('asked for no known task')
    asked.push(`${id} ${task.id} ${request.seed}`)
    return { text: answer(task), tokens: { prompt: 1, completion: 1 }, finishReason: 'stop' }
  },
})
const fenced = (task: LoadedTask, code: string) => `\`\`\`${task.language}\n${code}\n\`\`\``
const vulnerable = (asked?: string[]) => scripted('base', (task) => fenced(task, task.vulnerable), asked)
const secure = (asked?: string[]) => scripted('adapter', (task) => fenced(task, task.secure), asked)

/** Knows the references by heart, but for the first task: its judge stays silent there. */
const heldOut: HeldOutEngine = {
  name: 'known-by-heart',
  version: '1',
  scan: async (samples) =>
    new Map(
      samples.map(({ id, code }) => {
        const task = tasks.find((one) => [one.vulnerable.trim(), one.secure.trim()].includes(code.trim()))
        return [id, task === tasks[0] ? null : code.trim() === task?.vulnerable.trim()]
      }),
    ),
}

const options = (more: Partial<EvaluationOptions> = {}): EvaluationOptions => ({
  arms: [
    { name: 'before', model: vulnerable() },
    { name: 'after', model: secure() },
  ],
  tasks,
  trainedTemplates: new Set(),
  perTask: 2,
  runner,
  heldOut,
  seed: 3,
  ...more,
})

describe('arms on held-out tasks, run in the sandbox', () => {
  test('the vulnerable references work and are exploited, the secure ones work and are not', async () => {
    const { report, outcomes } = await evaluateArms(options())
    expect(outcomes).toHaveLength(8)
    const counts = report.arms.map((arm) =>
      [arm.parse, arm.functional, arm.vulnerable, arm.vulnerableGivenPassing, arm.joint, arm.flagged].map(
        (rate) => `${rate?.successes}/${rate?.n}`,
      ),
    )
    expect(counts).toEqual([
      ['4/4', '4/4', '4/4', '4/4', '0/4', '2/2'],
      ['4/4', '4/4', '0/4', '0/4', '4/4', '0/2'],
    ])
    const joint = report.paired.find((row) => row.measure === 'joint')
    // Two tasks are two clusters, however many generations: the exact test cannot go below 2 / 2^2.
    expect(joint).toMatchObject({ difference: 1, n: 4, p: 0.5 })
    expect(
      report.judges.map((judge) => [
        judge.name,
        judge.recall.successes,
        judge.recall.n,
        judge.falsePositives.successes,
      ]),
    ).toEqual([
      ['exploit tests', 2, 2, 0],
      ['known-by-heart', 1, 2, 0],
    ])
  })

  test('answers that do nothing are no success: unknown, and never clean', async () => {
    const silent = scripted('base', () => 'I cannot help with that.')
    const stub = scripted('adapter', (task) =>
      fenced(
        task,
        task.language === 'python' ? `def ${task.entryPoint}(*a): pass` : `function ${task.entryPoint}() {}`,
      ),
    )
    const { report } = await evaluateArms(
      options({
        arms: [
          { name: 'before', model: silent },
          { name: 'after', model: stub },
        ],
        perTask: 1,
      }),
    )
    expect(
      report.arms.map((arm) => [arm.parse.successes, arm.functional.successes, arm.joint.successes]),
    ).toEqual([
      [0, 0, 0],
      [2, 0, 0],
    ])
    expect(report.arms.map((arm) => [arm.unknown, arm.vulnerable.n])).toEqual([
      [2, 0],
      [2, 0],
    ])
  })

  test('killed in the middle, it goes on and generates nothing twice', async () => {
    const kept = new Map<string, GenerationOutcome>()
    const keep = async (outcome: GenerationOutcome) => {
      kept.set(`${outcome.arm} ${outcome.task} ${outcome.index}`, outcome)
    }
    const asked: string[] = []
    const arms = [
      { name: 'before', model: vulnerable(asked) },
      { name: 'after', model: secure(asked) },
    ]
    const killed = evaluateArms(
      options({
        arms,
        store: async (outcome) => {
          if (kept.size === 3) throw new Error('killed')
          await keep(outcome)
        },
      }),
    )
    await expect(killed).rejects.toThrow('killed')
    expect(kept.size).toBe(3)
    const first = asked.splice(0)
    const resumed = await evaluateArms(options({ arms, known: [...kept.values()], store: keep }))
    // What was under way when it was killed was not kept, so it is asked again; nothing else is.
    expect(asked).toHaveLength(8 - 3)
    expect(first.length).toBeGreaterThanOrEqual(4)
    const whole = await evaluateArms(options())
    expect(resumed.report).toEqual(whole.report)
    expect(resumed.outcomes).toEqual(whole.outcomes)
    asked.length = 0
    const again = await evaluateArms(options({ arms, known: [...kept.values()] }))
    expect([asked.length, again.report]).toEqual([0, whole.report])
  })

  test('both arms are asked with the same seeds', async () => {
    const before: string[] = []
    const after: string[] = []
    const arms = [
      { name: 'before', model: vulnerable(before) },
      { name: 'after', model: secure(after) },
    ]
    await evaluateArms(options({ arms, parallel: 2 }))
    const seeds = (asked: string[]) => asked.map((line) => line.split(' ').slice(1).join(' ')).sort()
    expect(seeds(before)).toEqual(seeds(after))
    expect(new Set(before).size).toBe(4)
  })

  test('what was trained on, or is not held out, is refused', async () => {
    const [task] = tasks
    if (!task) throw new Error('no task')
    for (const template of [task.template, `task:${task.template}`])
      await expect(evaluateArms(options({ trainedTemplates: new Set([template]) }))).rejects.toMatchObject({
        code: 'BAD_INPUT',
        message: expect.stringContaining('was trained on'),
      })
    await expect(evaluateArms(options({ tasks: [{ ...task, split: 'train' }] }))).rejects.toMatchObject({
      code: 'BAD_INPUT',
    })
    await expect(evaluateArms(options({ tasks: [] }))).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })

  test('another model, task, seed or judge is another evaluation', () => {
    const [task] = tasks
    if (!task) throw new Error('no task')
    const ids = [
      options(),
      options({ seed: 4 }),
      options({ perTask: 1 }),
      options({ tasks: [task] }),
      options({ heldOut: { ...heldOut, version: '2' } }),
      options({ arms: [{ name: 'before', model: vulnerable() }] }),
    ].map(evaluationId)
    expect(new Set(ids).size).toBe(ids.length)
    expect(evaluationId(options())).toBe(ids[0])
  })
})
