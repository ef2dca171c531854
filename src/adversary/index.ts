export { type AttackJudge, type Bound, createAttackJudge, type Truth } from './judge/attack-judge.ts'
export { TRICKS, type Trick, type TrickSubject } from './tricks/index.ts'
