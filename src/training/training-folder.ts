import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { type Static, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { type DatasetItem, digestJson, SbrError } from '../kernel/index.ts'
import { TrainingMetricsSchema } from './trainer-events.ts'
import { type TrainingParameters, TrainingParametersSchema } from './training-parameters.ts'

/** Raised when the same inputs would train another adapter. */
const TRAINING_VERSION = 1
const MANIFEST = 'manifest.json'

export const TrainingManifestSchema = Type.Object({
  inputs: Type.String(),
  baseSha256: Type.String(),
  adapterSha256: Type.String(),
  parameters: TrainingParametersSchema,
  seed: Type.Integer(),
  metrics: TrainingMetricsSchema,
  peakRssBytes: Type.Integer(),
  /** Wall-clock seconds of the run that finished: convert, train, export. */
  seconds: Type.Number(),
})
export type TrainingManifest = Static<typeof TrainingManifestSchema>

const validator = Compile(TrainingManifestSchema)

/** Digest of all that decides an adapter: base, items with their splits, parameters, seed. */
export function digestInputs(
  baseSha256: string,
  items: readonly DatasetItem[],
  parameters: TrainingParameters,
  seed: number,
): string {
  const content = items.map((item) => [item.split, item.messages.map((m) => [m.role, m.content])])
  return digestJson({
    version: TRAINING_VERSION,
    baseSha256,
    items: content.map((item) => digestJson(item)).sort(),
    parameters,
    seed,
  })
}

/** Paths inside the folder of one training. */
export function pathsOf(folder: string) {
  return {
    config: join(folder, 'config.json'),
    train: join(folder, 'train.jsonl'),
    validation: join(folder, 'validation.jsonl'),
    run: join(folder, 'run'),
    adapter: join(folder, 'run/adapter'),
    safetensors: join(folder, 'run/adapter/adapter_model.safetensors'),
    gguf: join(folder, 'adapter.gguf'),
  }
}

/** The manifest of a finished training whose adapter is still what it was; null: there is none yet. */
export async function readManifest(folder: string): Promise<TrainingManifest | null> {
  const path = join(folder, MANIFEST)
  if (!existsSync(path)) return null
  const manifest: unknown = JSON.parse(await readFile(path, 'utf8'))
  if (!validator.Check(manifest))
    throw new SbrError('INTEGRITY', `${path} is no manifest of a training`, {
      next: `Remove ${folder}; the next run trains again.`,
    })
  const { gguf } = pathsOf(folder)
  if (!existsSync(gguf) || (await sha256OfFile(gguf)) !== manifest.adapterSha256)
    throw new SbrError('INTEGRITY', `${gguf} is not the adapter that was trained`, {
      next: `Find out who changed it; remove ${folder} to train again.`,
    })
  return manifest
}

/** Written last, whole or not at all: a folder with a manifest is a finished training. */
export async function writeManifest(folder: string, manifest: TrainingManifest): Promise<void> {
  await replaceFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
}

/** Writes what the trainer reads; lines in the order of the items' digests, so that no caller's order matters. */
export async function writeInputs(folder: string, items: readonly DatasetItem[]): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const lines = (split: DatasetItem['split']) =>
    items
      .filter((item) => item.split === split)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((item) => `${JSON.stringify({ messages: item.messages })}\n`)
      .join('')
  await replaceFile(pathsOf(folder).train, lines('train'))
  await replaceFile(pathsOf(folder).validation, lines('validation'))
}

export async function replaceFile(path: string, text: string): Promise<void> {
  const part = `${path}.${process.pid}.part`
  await writeFile(part, text, { mode: 0o600 })
  await rename(part, path)
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
