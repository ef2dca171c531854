/** What became of one run of a tool over several items. */
export type Attempt<Item, Output, Failure> =
  | {
      done: true
      output: Output
      /** Items that the output does not speak of, with the reason to give for those that never get an answer. */
      unanswered?: { items: readonly Item[]; failure: Failure }
    }
  | {
      done: false
      failure: Failure
      /** How many items it had finished, in the order given; null where it does not say. */
      finished: number | null
    }

export interface IsolationPlan<Item, Output, Failure> {
  items: readonly Item[]
  run(items: readonly Item[]): Promise<Attempt<Item, Output, Failure>>
  /** Does the tool work on an item of our own? Asked once, after the first failure. */
  works(): Promise<boolean>
}

export interface Isolated<Item, Output, Failure> {
  outputs: Output[]
  /** Items that no run came back from, each with the failure of the run that it was alone in. */
  lost: Map<Item, Failure>
}

/**
 * Runs a tool over all items at once; where that crashes or hangs, the item at which it stopped is tried alone, then
 * those before and those after it; they are halved where the tool does not say how far it came. A tool out of memory
 * may also end in order and say nothing of what was left: that is run again as well. So one item costs no other its
 * answer, and a tool that was merely ended from outside costs nothing but the second run. A tool that does not even
 * work on an item of our own is given up: everything that is still open fails as its run did.
 */
export async function isolateFailures<Item, Output, Failure>(
  plan: IsolationPlan<Item, Output, Failure>,
): Promise<Isolated<Item, Output, Failure>> {
  const isolated: Isolated<Item, Output, Failure> = { outputs: [], lost: new Map() }
  const pending: (readonly Item[])[] = [plan.items]
  let works: boolean | undefined
  for (let items = pending.shift(); items; items = pending.shift()) {
    if (items.length === 0) continue
    const attempt = settle(items, await plan.run(items))
    if (attempt.done) {
      isolated.outputs.push(attempt.output)
      pending.unshift(attempt.unanswered?.items ?? [])
      continue
    }
    if (items.length > 1) works ??= await plan.works()
    if (items.length > 1 && works) pending.unshift(...divide(items, attempt.finished))
    else for (const item of items) isolated.lost.set(item, attempt.failure)
  }
  return isolated
}

/** A run that answers for no item at all has failed, whatever it says of itself. */
function settle<Item, Output, Failure>(
  items: readonly Item[],
  attempt: Attempt<Item, Output, Failure>,
): Attempt<Item, Output, Failure> {
  if (!attempt.done || !attempt.unanswered || attempt.unanswered.items.length < items.length) return attempt
  return { done: false, failure: attempt.unanswered.failure, finished: null }
}

function divide<Item>(items: readonly Item[], finished: number | null): (readonly Item[])[] {
  if (finished !== null && finished < items.length)
    return [[finished, finished + 1], [0, finished], [finished + 1]].map((range) => items.slice(...range))
  const middle = items.length >> 1
  return [items.slice(0, middle), items.slice(middle)]
}
