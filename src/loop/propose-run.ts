/** What grew since the model in service was trained. */
export interface Growth {
  remediations: number
  decisions: number
  generations: number
}

/** How much growth proposes a run. */
export interface Triggers {
  remediations: number
  decisions: number
  generations: number
}

/**
 * Bars of the default triggers: a fifth of the gate's smallest dataset (500 items, `policies/gate/default.json`)
 * of new remediations or decisions, and as many new generations as a rate with an interval of ±7 points needs.
 */
export const DEFAULT_TRIGGERS: Triggers = { remediations: 100, decisions: 100, generations: 200 }

export interface Proposal {
  due: boolean
  /** Each trigger with what it has and what it needs. */
  reasons: { trigger: keyof Triggers; value: number; bar: number; reached: boolean }[]
}

/** Decides whether growth of the data proposes the next run. It proposes; a person starts it. */
export function proposeRun(growth: Growth, triggers: Triggers = DEFAULT_TRIGGERS): Proposal {
  const reasons = (Object.keys(triggers) as (keyof Triggers)[]).map((trigger) => ({
    trigger,
    value: growth[trigger],
    bar: triggers[trigger],
    reached: growth[trigger] >= triggers[trigger],
  }))
  return { due: reasons.some((reason) => reason.reached), reasons }
}
