export * from './embeddings/index.ts'
export * from './local/index.ts'
