export type { GenerateRequest, Generation, LanguageModel } from './language-model.ts'
export { type LocalModel, type LocalModelOptions, openLocalModel } from './open-local-model.ts'
