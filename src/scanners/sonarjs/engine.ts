import { createEslintEngine } from '../eslint-worker/engine.ts'
import type { CreateEngine } from '../port.ts'
import { SONARJS_PACK } from './pack.ts'

/** Held-out judge: the security rules of eslint-plugin-sonarjs. No reward may use it. */
export const createSonarjs: CreateEngine = (context) =>
  createEslintEngine({ name: 'sonarjs', packs: [SONARJS_PACK], heldOut: true }, context)
