/** Turns texts into vectors of unit length. */
export interface Embedder {
  /** Name and version: vectors of two models are never compared. */
  modelId: string
  dimensions: number
  /** One vector for each text, in order. */
  embed(texts: readonly string[], signal?: AbortSignal): Promise<Float32Array[]>
}
