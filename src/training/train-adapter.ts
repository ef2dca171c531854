import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { type DatasetItem, type Progress, SbrError, SILENT } from '../kernel/index.ts'
import { runTrainer } from './run-trainer.ts'
import type { TrainerEvent, TrainingMetrics } from './trainer-events.ts'
import {
  digestInputs,
  pathsOf,
  readManifest,
  replaceFile,
  sha256OfFile,
  type TrainingManifest,
  writeInputs,
  writeManifest,
} from './training-folder.ts'
import { DEFAULT_TRAINING, type TrainingParameters } from './training-parameters.ts'

export interface TrainingRequest {
  items: readonly DatasetItem[]
  /** GGUF file of the base model. */
  baseModelPath: string
  /** Each training gets a folder of its own in here, named after its inputs. */
  outDir: string
  /** Converted base models (540 MB each) and the libraries' caches. */
  cacheDir: string
  /** What differs from `DEFAULT_TRAINING`. */
  parameters?: Partial<TrainingParameters>
  seed: number
  /** Default: the machine's cores, at most 8. */
  threads?: number
  /** Optimiser steps between checkpoints. Default 10: a kill loses half a minute. */
  checkpointSteps?: number
  /** Milliseconds for the whole training. Default 6 hours. */
  timeoutMs?: number
  progress?: Progress
  signal?: AbortSignal
}

export interface TrainedAdapter {
  /** LoRA adapter as GGUF, for local inference. */
  adapterPath: string
  adapterSha256: string
  baseSha256: string
  /** The same adapter for PEFT and vLLM. */
  safetensorsPath: string
  metrics: TrainingMetrics
  parameters: TrainingParameters
  peakRssBytes: number
  /** Wall-clock seconds of the run that finished it. */
  seconds: number
  /** It was trained before from the same inputs. */
  reused: boolean
}

/**
 * Fine-tunes a LoRA adapter on a dataset's items. The same inputs find the finished adapter; after a kill they
 * go on from the last whole checkpoint.
 *
 * @throws SbrError `BAD_INPUT` without training items, `TRAINING_FAILED`, `TOOL_MISSING`, `CANCELLED`.
 */
export async function trainAdapter(request: TrainingRequest): Promise<TrainedAdapter> {
  const progress = request.progress ?? SILENT
  if (!existsSync(request.baseModelPath))
    throw new SbrError('MODEL', `${request.baseModelPath} is missing`, {
      next: 'Run ./quickstart --setup-only, or set SBR_MODEL_PATH to a GGUF file.',
    })
  if (!request.items.some((item) => item.split === 'train'))
    throw new SbrError('BAD_INPUT', 'The dataset has no training item', {
      next: 'Build a dataset first: `sbr dataset build`.',
    })
  const parameters = { ...DEFAULT_TRAINING, ...request.parameters }
  const baseSha256 = await sha256OfFile(request.baseModelPath)
  const inputs = digestInputs(baseSha256, request.items, parameters, request.seed)
  const folder = join(request.outDir, inputs)
  const finished = await readManifest(folder)
  if (finished) return toResult(folder, finished, true)

  const started = performance.now()
  let peakRssBytes = 0
  const run = (args: string[]) =>
    runTrainer({
      args,
      cacheDir: request.cacheDir,
      timeoutMs: request.timeoutMs ?? 6 * 3_600_000,
      ...(request.signal ? { signal: request.signal } : {}),
      onEvent(event) {
        peakRssBytes = Math.max(peakRssBytes, event.rss)
        report(event, progress)
      },
    })
  const paths = pathsOf(folder)
  await writeInputs(folder, request.items)
  progress.step('convert the base model for training (once)')
  const base = find(
    await run(['convert', '--gguf', request.baseModelPath, '--cache', join(request.cacheDir, 'base')]),
    'converted',
  ).folder
  await replaceFile(paths.config, `${JSON.stringify(toConfig(request, parameters, base, paths), null, 2)}\n`)
  progress.step('load the trainer')
  const trained = find(await run(['sft', '--config', paths.config]), 'trained')
  const exported = find(
    await run(['export-gguf', '--adapter', paths.adapter, '--base', base, '--output', paths.gguf]),
    'exported',
  )
  const { event: _event, rss: _rss, ...metrics } = trained
  const manifest: TrainingManifest = {
    inputs,
    baseSha256,
    adapterSha256: exported.sha256,
    parameters,
    seed: request.seed,
    metrics,
    peakRssBytes,
    seconds: (performance.now() - started) / 1000,
  }
  await writeManifest(folder, manifest)
  return toResult(folder, manifest, false)
}

function toConfig(
  request: TrainingRequest,
  parameters: TrainingParameters,
  base: string,
  paths: ReturnType<typeof pathsOf>,
): Record<string, unknown> {
  return {
    base,
    train: paths.train,
    validation: paths.validation,
    output: paths.run,
    lora_r: parameters.loraR,
    lora_alpha: parameters.loraAlpha,
    epochs: parameters.epochs,
    max_steps: parameters.maxSteps,
    token_budget: parameters.tokenBudget,
    learning_rate: parameters.learningRate,
    batch_size: parameters.batchSize,
    gradient_accumulation: parameters.gradientAccumulation,
    max_length: parameters.maxLength,
    precision: parameters.precision,
    seed: request.seed,
    threads: request.threads ?? Math.min(availableParallelism(), 8),
    checkpoint_steps: request.checkpointSteps ?? 10,
  }
}

function toResult(folder: string, manifest: TrainingManifest, reused: boolean): TrainedAdapter {
  const paths = pathsOf(folder)
  return {
    adapterPath: paths.gguf,
    adapterSha256: manifest.adapterSha256,
    baseSha256: manifest.baseSha256,
    safetensorsPath: paths.safetensors,
    metrics: manifest.metrics,
    parameters: manifest.parameters,
    peakRssBytes: manifest.peakRssBytes,
    seconds: manifest.seconds,
    reused,
  }
}

function report(event: TrainerEvent, progress: Progress): void {
  if (event.event === 'resume') progress.step('go on from the last checkpoint')
  if (event.event !== 'step') return
  progress.step(`train: loss ${event.loss.toFixed(3)}, ${event.tokensPerSecond} tokens/s`)
  progress.advance(event.step, event.total, 'steps')
}

function find<N extends TrainerEvent['event']>(
  events: readonly TrainerEvent[],
  name: N,
): Extract<TrainerEvent, { event: N }> {
  const event = events.find(
    (candidate): candidate is Extract<TrainerEvent, { event: N }> => candidate.event === name,
  )
  if (event) return event
  throw new SbrError('TRAINING_FAILED', `The trainer ended without saying "${name}"`, {
    next: 'Check that trainer/ and the installed versions fit: `sbr doctor`.',
  })
}
