import { createEslintEngine } from '../eslint-worker/engine.ts'
import type { CreateEngine } from '../port.ts'
import { ESLINT_PACKS } from './packs.ts'

/** ESLint with the security plug-ins for JavaScript and TypeScript. */
export const createEslint: CreateEngine = (context) =>
  createEslintEngine({ name: 'eslint', packs: ESLINT_PACKS, heldOut: false }, context)
