import type { Config } from '../../platform/index.ts'
import type { Embedder } from './embedder.ts'
import { openHttpEmbedder } from './http-embedder.ts'
import { openLocalEmbedder } from './local-embedder.ts'

/** Dimensions that the corpus stores. */
const DIMENSIONS = 384

/** The configured server (`SBR_EMBEDDINGS_URL`; a `#name` behind the address names the model), else the embedded model. */
export function openEmbedder(config: Pick<Config, 'embeddingsUrl'>): Embedder {
  if (config.embeddingsUrl === null) return openLocalEmbedder()
  const [url = '', model = 'default'] = config.embeddingsUrl.split('#')
  return openHttpEmbedder(url, { model, dimensions: DIMENSIONS })
}
