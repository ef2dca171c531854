import { existsSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type DatasetItem, digestJson, type Progress } from '../kernel/index.ts'
import { openLocalModel } from '../llm/index.ts'
import { PROJECT_ROOT, runProcess, TOOLS } from '../platform/index.ts'
import { type TrainingRequest, trainAdapter } from './train-adapter.ts'

/** A real llama model of two thin layers with random weights: the whole way in seconds instead of minutes. */
let folder: string
let base: string

const QUESTION = 'Write a Python function `double(x)`.'
const ANSWER = '```python\ndef double(x):\n    return 2 * x\n```'

const item = (split: 'train' | 'validation', question: string, answer: string): DatasetItem => {
  const messages: DatasetItem['messages'] = [
    { role: 'user', content: question },
    { role: 'assistant', content: answer },
  ]
  return {
    id: digestJson(messages),
    kind: 'task',
    language: 'python',
    cwe: null,
    group: 'g',
    split,
    messages,
    origins: [],
  }
}

const request = (more: Partial<TrainingRequest> = {}): TrainingRequest => ({
  items: [item('train', QUESTION, ANSWER), item('validation', 'Write `triple(x)`.', ANSWER)],
  baseModelPath: base,
  outDir: join(folder, 'trainings'),
  cacheDir: join(folder, 'cache'),
  parameters: { epochs: 120, learningRate: 0.005, batchSize: 1, gradientAccumulation: 1, precision: 'fp32' },
  seed: 1,
  threads: 1,
  checkpointSteps: 40,
  ...more,
})

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sbr-training-'))
  base = join(folder, 'tiny.gguf')
  const made = await runProcess({
    command: TOOLS.trainerPython,
    args: [join(PROJECT_ROOT, 'trainer/tests/make_tiny_base.py'), TOOLS.languageModel, base],
    timeoutMs: 100_000,
  })
  expect(made.stderr.toString()).toBe('')
})
afterAll(() => rm(folder, { recursive: true, force: true }))

test('killed while training, it goes on; llama.cpp then says with the adapter what was learnt', async () => {
  const killer = new AbortController()
  const progress: Progress = {
    step: () => {},
    advance: (done) => {
      if (done >= 60) killer.abort()
    },
  }
  await expect(trainAdapter(request({ progress, signal: killer.signal }))).rejects.toMatchObject({
    code: 'CANCELLED',
  })
  const [run = ''] = await readdir(join(folder, 'trainings'))
  expect(existsSync(join(folder, 'trainings', run, 'manifest.json'))).toBe(false)
  // As a kill in the middle of saving leaves it: newer, and not whole.
  const half = join(folder, 'trainings', run, 'run/checkpoint-80')
  await rm(half, { recursive: true, force: true })
  await runProcess({ command: 'mkdir', args: [half], timeoutMs: 5000 })
  await writeFile(join(half, 'adapter_model.safetensors'), 'half')

  const trained = await trainAdapter(request())
  expect(trained.reused).toBe(false)
  expect(trained.metrics).toMatchObject({ steps: 120, examples: 1, tooLong: 0, resumedFrom: 'checkpoint-40' })
  expect(trained.metrics.trainLoss).toBeLessThan(0.05)
  expect(trained.metrics.validationLossBefore).toBeGreaterThan(
    trained.metrics.validationLossAfter ?? Infinity,
  )
  expect(trained.peakRssBytes).toBeGreaterThan(100e6)

  // The same inputs are the same training, and nothing is started.
  const again = await trainAdapter(request({ signal: AbortSignal.abort() }))
  expect(again).toEqual({ ...trained, reused: true })

  // Random frozen weights say nothing of the kind: this comes through conversion, LoRA, the rows'
  // permutation, the export and the prompt's rendering, or it does not come at all.
  const local = await openLocalModel({ modelPath: base, adapters: [{ id: 'a', path: trained.adapterPath }] })
  const ask = async (id: string) =>
    (
      await local
        .model(id)
        .generate({ messages: [{ role: 'user', content: QUESTION }], maxTokens: 40, temperature: 0, seed: 0 })
    ).text
  expect(await ask('a')).toBe(ANSWER)
  expect(await ask('base')).not.toContain('double')
  await local.close()

  await writeFile(trained.adapterPath, 'changed')
  await expect(trainAdapter(request())).rejects.toMatchObject({ code: 'INTEGRITY' })
}, 400_000)

test('what the trainer refuses is said in its own words', async () => {
  const long = request({ items: [item('train', 'word '.repeat(600), ANSWER)] })
  await expect(trainAdapter(long)).rejects.toMatchObject({
    code: 'TRAINING_FAILED',
    message: 'no training example fits',
  })
}, 200_000)

test('without training items, or without a base, nothing starts', async () => {
  await expect(trainAdapter(request({ items: [] }))).rejects.toMatchObject({ code: 'BAD_INPUT' })
  await expect(trainAdapter(request({ baseModelPath: '/nowhere.gguf' }))).rejects.toMatchObject({
    code: 'MODEL',
  })
})
