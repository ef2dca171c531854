import { sha256 } from '../../kernel/index.ts'
import type { AttackTarget } from './attack-search.ts'
import type { SearchPlan } from './run-searches.ts'

/**
 * Deals searches evenly over templates, and over the tasks of a template: each gets the same number, give or take one.
 * The order is by digest, so that whoever asks for few searches gets no choice of anybody's.
 */
export function planSearches(targets: readonly AttackTarget[], searches: number, seed: number): SearchPlan[] {
  const order = ({ task }: AttackTarget): string => sha256(`search ${seed} ${task.id}`)
  const byTemplate = new Map<string, AttackTarget[]>()
  for (const target of [...targets].sort((a, b) => (order(a) < order(b) ? -1 : 1))) {
    const key = `${target.task.template} ${target.task.language}`
    byTemplate.set(key, [...(byTemplate.get(key) ?? []), target])
  }
  const templates = [...byTemplate.values()]
  return templates.length === 0
    ? []
    : Array.from({ length: searches }, (_, at): SearchPlan[] => {
        const own = templates[at % templates.length] ?? []
        const target = own[Math.floor(at / templates.length) % own.length]
        return target ? [{ target, seed: seed + at }] : []
      }).flat()
}
