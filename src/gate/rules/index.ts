import type { GateRule } from '../rule.ts'
import { answersClean } from './answers-clean.ts'
import { answersParse } from './answers-parse.ts'
import { cweBalance } from './cwe-balance.ts'
import { cweCoverage } from './cwe-coverage.ts'
import { decided } from './decided.ts'
import { decidedByPerson } from './decided-by-person.ts'
import { deciderShare } from './decider-share.ts'
import { duplicates } from './duplicates.ts'
import { heldOutOverlap } from './held-out-overlap.ts'
import { minItems } from './min-items.ts'
import { minRemediations } from './min-remediations.ts'
import { scansComplete } from './scans-complete.ts'
import { secrets } from './secrets.ts'
import { splitLeakage } from './split-leakage.ts'
import { tasksValidated } from './tasks-validated.ts'

/** Every rule of the gate, in the order in which verdicts list them. */
export const GATE_RULES: readonly GateRule[] = [
  minItems,
  minRemediations,
  cweCoverage,
  cweBalance,
  duplicates,
  splitLeakage,
  heldOutOverlap,
  secrets,
  answersParse,
  answersClean,
  tasksValidated,
  decided,
  decidedByPerson,
  deciderShare,
  scansComplete,
]
