export type { Embedder } from './embedder.ts'
export { openEmbedder } from './open-embedder.ts'
