import { PYTHON_CALLEES, SCRIPT_CALLEES } from './callees.ts'
import { COMMENTS } from './comments.ts'
import { DATA_FLOW, LOOK_ALIKES } from './data-flow.ts'
import { NOTHING_TO_SEE } from './nothing-to-see.ts'
import type { Trick } from './port.ts'
import { FOLDED, STRINGS } from './strings.ts'
import { STRUCTURE } from './structure.ts'

export type { Random, Trick, TrickGroup, TrickSubject } from './port.ts'

/** The catalogue: every way in which code was seen, or thought of, to look better than it is. */
export const TRICKS: readonly Trick[] = [
  ...NOTHING_TO_SEE,
  ...COMMENTS,
  ...PYTHON_CALLEES,
  ...SCRIPT_CALLEES,
  ...STRINGS,
  ...FOLDED,
  ...DATA_FLOW,
  ...LOOK_ALIKES,
  ...STRUCTURE,
]
