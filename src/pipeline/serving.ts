import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { chmod, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ModelTable } from '../gateway/index.ts'
import { openLocalModel } from '../llm/index.ts'
import { requireDigest } from '../models/index.ts'
import { type Config, TOOLS } from '../platform/index.ts'
import type { Workspace } from './workspace.ts'

/** The base model's file: the configured one, else what the set-up fetched. */
export const baseModelPath = (config: Config): string => config.modelPath ?? TOOLS.languageModel

export interface Serving {
  models: ModelTable
  close(): Promise<void>
}

/** Loads the base model and the promoted adapter, after checking that the adapter is what was promoted. */
export async function openServing(workspace: Workspace): Promise<Serving> {
  const promotion = await workspace.corpus.currentPromotion()
  const promoted = promotion?.model ? await workspace.corpus.loadModel(promotion.model) : null
  if (promoted) await requireDigest(promoted.path, promoted.sha256)
  const local = await openLocalModel({
    modelPath: baseModelPath(workspace.config),
    adapters: promoted ? [{ id: promoted.sha256, path: promoted.path }] : [],
  })
  return {
    models: {
      base: local.model('base'),
      promoted: promoted ? { id: promoted.sha256, model: local.model(promoted.sha256) } : null,
    },
    close: () => local.close(),
  }
}

/** The key that clients of `sbr serve` send: made on first use, readable by its owner alone, never printed. */
export async function serverKey(workspace: Workspace): Promise<{ key: string; path: string }> {
  const path = join(await workspace.folder('keys'), 'serve.key')
  if (existsSync(path)) return { key: readFileSync(path, 'utf8').trim(), path }
  const key = `sbr_serve_${randomBytes(32).toString('base64url')}`
  const partial = `${path}.${process.pid}.partial`
  await writeFile(partial, `${key}\n`, { mode: 0o600 })
  await chmod(partial, 0o600)
  await rename(partial, path)
  return { key, path }
}
