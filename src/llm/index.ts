export * from './embeddings/index.ts'
