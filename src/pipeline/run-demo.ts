import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { loadDemonstration } from '../collect/index.ts'
import { renderPrompt } from '../evaluation/index.ts'
import { digestJson, type LoadedTask, SbrError } from '../kernel/index.ts'
import { loadTasks, STARTER_TASKS } from '../tasks/index.ts'
import { collectAndScan } from './collect-and-scan.ts'
import { watchPeakMemory } from './peak-memory.ts'
import { type RunSummary, renderReport, renderTerminal } from './report/index.ts'
import { datasetInput, datasetStage } from './stages/dataset-stage.ts'
import { evaluateStage } from './stages/evaluate-stage.ts'
import { promoteStage } from './stages/promote-stage.ts'
import { type StartServer, serveStage } from './stages/serve-stage.ts'
import { trainInput, trainStage } from './stages/train-stage.ts'
import { type Learnt, summariseDemo } from './summarise-demo.ts'
import type { Workspace } from './workspace.ts'

export interface DemoOptions {
  /** Gate profile of the demonstration. */
  profile: string
  seed: number
  /** Generations of each held-out task and arm. */
  perTask: number
  startServer: StartServer
}

export interface DemoResult {
  summary: RunSummary
  reportPath: string
  terminal: string
}

/**
 * The whole loop on real packages, stage after stage. Each stage is durable and knows its input by content: after
 * a kill the same command goes on, and unchanged inputs are not worked on again.
 */
export async function runDemo(workspace: Workspace, options: DemoOptions): Promise<DemoResult> {
  const memory = watchPeakMemory()
  const startedAt = new Date().toISOString()
  const list = await loadDemonstration()
  const tasks = await loadTasks(STARTER_TASKS)
  try {
    const collected = await collectAndScan(workspace, list)
    const dataset = await workspace.run(
      datasetStage(workspace),
      await datasetInput(workspace, collected.engines, options.profile),
    )
    const learnt = dataset.verdict.passed
      ? await learn(workspace, options, { dataset: dataset.manifest.id, tasks })
      : null
    const summary = await summariseDemo(workspace, {
      startedAt,
      list,
      ...collected,
      dataset,
      learnt,
      peakRssBytes: memory.stop(),
    })
    const reportPath = await writeReport(workspace, summary)
    return { summary, reportPath, terminal: renderTerminal(summary, reportPath) }
  } finally {
    memory.stop()
  }
}

/** Trains, evaluates, promotes and serves: what only a released dataset may lead to. */
async function learn(
  workspace: Workspace,
  options: DemoOptions,
  from: { dataset: string; tasks: readonly LoadedTask[] },
): Promise<Learnt> {
  const heldOut = from.tasks.filter((task) => task.split === 'held-out')
  const trained = await workspace.run(trainStage(workspace), trainInput(from.dataset, options.seed))
  const evaluation = await workspace.run(evaluateStage(workspace), {
    model: trained.model,
    dataset: from.dataset,
    tasks: digestJson(heldOut),
    perTask: options.perTask,
    seed: options.seed,
  })
  const promotion = await workspace.run(promoteStage(workspace), {
    model: trained.model,
    evaluation: evaluation.id,
  })
  const question = heldOut.find((task) => task.language === 'python') ?? heldOut[0]
  if (question === undefined)
    throw new SbrError('NOT_FOUND', 'There is no held-out task', { next: 'See docs/tasks.md.' })
  const served = await workspace.run(serveStage(workspace, options.startServer), {
    model: trained.model,
    messages: renderPrompt(question),
  })
  return { trained, evaluation, promotion, served }
}

async function writeReport(workspace: Workspace, summary: RunSummary): Promise<string> {
  const path = join(await workspace.folder('reports'), 'report.html')
  await writeFile(path, await renderReport(summary))
  return path
}
