import { existsSync } from 'node:fs'
import { SbrError } from '../../kernel/index.ts'
import { type ChatMl, readChatMl } from './chat-ml.ts'
import { generateLocally } from './generate-locally.ts'
import type { LanguageModel } from './language-model.ts'
import { type LlamaContext, type LlamaModel, type LlamaSequence, loadLlamaLibrary } from './llama-binding.ts'
import { createSlots, type Slots } from './slots.ts'

export interface LocalModelOptions {
  /** GGUF file of the base model, with a ChatML template. */
  modelPath: string
  /** LoRA adapters as GGUF; an id may not be `base`. */
  adapters?: readonly { id: string; path: string }[]
  /** Threads of one model id. More than 1 is slower as soon as the machine has other work. Default 1. */
  threads?: number
  /** Tokens of prompt and answer together. Default 1024. */
  contextSize?: number
  /** Answers of one model id generated at the same time, in one batch. Default 1. */
  parallel?: number
}

export interface LocalModel {
  /** `base`, or an adapter's id. */
  model(id: string): LanguageModel
  close(): Promise<void>
}

/** What is open of one model id. */
interface OpenContext {
  sequences: Slots<LlamaSequence>
  context: LlamaContext
}

/**
 * Opens a GGUF model in this process: one loaded base, and per id a context that is made with its first
 * request. Nothing is printed, nothing is fetched.
 */
export async function openLocalModel(options: LocalModelOptions): Promise<LocalModel> {
  const adapters = new Map((options.adapters ?? []).map(({ id, path }) => [id, path]))
  for (const path of [options.modelPath, ...adapters.values()])
    if (!existsSync(path))
      throw new SbrError('MODEL', `${path} is missing`, {
        next: 'Run ./quickstart --setup-only for the base model, `sbr train` for an adapter.',
      })
  const threads = options.threads ?? 1
  const library = await loadLlamaLibrary()
  const llama = await library.getLlama({
    gpu: false,
    build: 'never',
    skipDownload: true,
    maxThreads: threads * (adapters.size + 1),
    logLevel: 'disabled',
    progressLogs: false,
  })
  let model: LlamaModel
  let format: ChatMl
  try {
    model = await llama.loadModel({ modelPath: options.modelPath })
    format = readChatMl(model.fileInfo.metadata.tokenizer?.chat_template)
  } catch (cause) {
    await llama.dispose()
    if (cause instanceof SbrError) throw cause
    throw new SbrError('MODEL', `${options.modelPath} could not be loaded`, {
      cause,
      next: 'Check that the file is a whole GGUF model.',
    })
  }
  const contextSize = options.contextSize ?? 1024
  const parallel = options.parallel ?? 1
  const contexts = new Map<string, Promise<OpenContext>>()
  const open = async (id: string): Promise<OpenContext> => {
    const path = adapters.get(id)
    try {
      const context = await model.createContext({
        contextSize,
        sequences: parallel,
        threads,
        ...(path === undefined ? {} : { lora: { adapters: [{ filePath: path, scale: 1 }] } }),
      })
      const sequences = Array.from({ length: parallel }, () => context.getSequence())
      return { context, sequences: createSlots(sequences) }
    } catch (cause) {
      throw new SbrError('MODEL', `No context for model "${id}"`, {
        cause,
        next: 'Check that the adapter was trained on this base model.',
      })
    }
  }
  return {
    model(id) {
      if (id !== 'base' && !adapters.has(id))
        throw new SbrError('NOT_FOUND', `There is no model "${id}"`, {
          next: `There are ${['base', ...adapters.keys()].join(', ')}.`,
        })
      return {
        id,
        async generate(request) {
          const opened = contexts.get(id) ?? open(id)
          contexts.set(id, opened)
          // A context that could not be made is tried again with the next request.
          opened.catch(() => contexts.delete(id))
          return generateLocally(request, {
            library,
            model,
            format,
            contextSize,
            sequences: (await opened).sequences,
          })
        },
      }
    },
    async close() {
      for (const opened of await Promise.allSettled(contexts.values()))
        if (opened.status === 'fulfilled') await opened.value.context.dispose()
      await model.dispose()
      await llama.dispose()
    },
  }
}
