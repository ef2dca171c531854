import { banditJson } from './bandit/bandit-json.ts'
import { eslintJson } from './eslint/eslint-json.ts'
import type { Reader } from './port.ts'
import { retireJson } from './retire/retire-json.ts'
import { sarif } from './sarif/sarif.ts'
import { semgrepJson } from './semgrep/semgrep-json.ts'

/** Every reader. Detection asks in this order: the more particular format first. */
export const READERS: readonly Reader[] = [semgrepJson, banditJson, eslintJson, retireJson, sarif]
