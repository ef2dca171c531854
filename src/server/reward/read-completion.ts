import type { Language } from '../../kernel/index.ts'
import { readFences } from '../../loop/index.ts'

/** Marks with which tokenizers end a text, as they come where special tokens are not skipped. */
const END_MARKS = /(?:\s*(?:<\|[^<>|]{1,40}\|>|<\/s>|<eos>|<end_of_turn>|<pad>|\[PAD\]))+\s*$/

/**
 * The code of a completion: all its fenced blocks of the language or without one, in order, so that nothing of it
 * escapes the judge; where there are only others, those; without a fence, all of the text. What is no code then
 * does not parse, and gets no reward.
 */
export function readCompletion(completion: string, language: Language): string {
  const text = completion.replace(END_MARKS, '')
  const fences = readFences(text)
  if (fences.length === 0) return withLineEnd(text)
  const fitting = fences.filter((fence) => fence.language === language || fence.tag === '')
  const chosen = fitting.length > 0 ? fitting : fences
  return withLineEnd(chosen.map(({ code }) => code.trimEnd()).join('\n\n'))
}

const withLineEnd = (code: string): string => (code.trim() === '' ? '' : `${code.trimEnd()}\n`)
