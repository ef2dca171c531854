import type { LanguageModel } from '../llm/index.ts'

/** Where a request goes, and why: the reason is told to the client in `x-route-reason`. */
export type Route =
  | { kind: 'local'; model: LanguageModel; name: string; reason: string }
  | { kind: 'refused'; status: 404 | 503; message: string; reason: string }

/** The models behind the gateway. `promoted` is null until a model was promoted. */
export interface ModelTable {
  base: LanguageModel
  promoted: { id: string; model: LanguageModel } | null
}

/** Virtual names by work: generation goes to the promoted small model, thinking to the frontier model. */
const NAMES = { code: 'sbr/code', base: 'sbr/base', plan: 'sbr/plan', review: 'sbr/review' } as const

export const MODEL_NAMES: readonly string[] = Object.values(NAMES)

/** Chooses by the model's name, first match wins. Nothing falls back in silence: a refusal says what is missing. */
export function routeRequest(name: string, table: ModelTable): Route {
  if (name === NAMES.code) {
    return table.promoted
      ? {
          kind: 'local',
          model: table.promoted.model,
          name: table.promoted.id,
          reason: `model name ${NAMES.code}: promoted model ${table.promoted.id.slice(0, 12)}`,
        }
      : {
          kind: 'refused',
          status: 503,
          message: 'No model is promoted. Run `sbr train`, `sbr evaluate`, then `sbr models promote`.',
          reason: `model name ${NAMES.code}: nothing promoted`,
        }
  }
  if (name === NAMES.base)
    return { kind: 'local', model: table.base, name: 'base', reason: `model name ${NAMES.base}: base model` }
  if (name === NAMES.plan || name === NAMES.review)
    return {
      kind: 'refused',
      status: 503,
      message: `${name} goes to a frontier model, and no upstream is configured.`,
      reason: `model name ${name}: no upstream`,
    }
  return {
    kind: 'refused',
    status: 404,
    message: `There is no model "${name.slice(0, 60)}". There are ${MODEL_NAMES.join(', ')}.`,
    reason: 'unknown model name',
  }
}
