import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { SbrError } from '../../kernel/index.ts'
import { TOOLS } from '../../platform/index.ts'

/** A token id; opaque. */
export type Token = number & { readonly token: unique symbol }

/** What is used of node-llama-cpp; its own types lie in the folder of the fetched tools. */
export interface LlamaSequence {
  readonly tokenMeter: { readonly usedOutputTokens: number }
  clearHistory(): Promise<void>
  dispose(): void
}
export interface LlamaContext {
  getSequence(): LlamaSequence
  dispose(): Promise<void>
}
export interface LlamaModel {
  readonly fileInfo: {
    metadata: { tokenizer?: { chat_template?: string }; general?: { architecture?: string } }
  }
  tokenize(text: string, specialTokens?: boolean, options?: 'trimLeadingSpace'): Token[]
  createContext(options: {
    contextSize: number
    sequences: number
    threads: number
    lora?: { adapters: { filePath: string; scale: number }[] }
  }): Promise<LlamaContext>
  dispose(): Promise<void>
}
export interface LlamaCompletion {
  generateCompletionWithMeta(
    input: Token[],
    options: {
      maxTokens: number
      temperature: number
      topP: number
      topK: number
      seed: number
      repeatPenalty: false
      customStopTriggers: string[]
      signal: AbortSignal
      stopOnAbortSignal: boolean
      disableContextShift: boolean
      onTextChunk(text: string): void
    },
  ): Promise<{ response: string; metadata: { stopReason: string } }>
  dispose(options: { disposeSequence: boolean }): void
}
export interface Llama {
  loadModel(options: { modelPath: string }): Promise<LlamaModel>
  dispose(): Promise<void>
}
export interface LlamaLibrary {
  getLlama(options: {
    gpu: false
    build: 'never'
    skipDownload: true
    maxThreads: number
    logLevel: 'disabled'
    progressLogs: false
  }): Promise<Llama>
  LlamaCompletion: new (options: {
    contextSequence: LlamaSequence
    autoDisposeSequence: boolean
  }) => LlamaCompletion
}

/** Loads node-llama-cpp from the fetched tools: it is no dependency of ours, because of its size. */
export async function loadLlamaLibrary(): Promise<LlamaLibrary> {
  const entry = join(TOOLS.inference, 'node-llama-cpp/dist/index.js')
  if (!existsSync(entry))
    throw new SbrError('TOOL_MISSING', `Local inference is not installed: ${entry} is missing`, {
      next: 'Run ./quickstart --setup-only.',
    })
  return (await import(pathToFileURL(entry).href)) as LlamaLibrary
}
