import type { Config } from '../config.ts'
import type { Check } from './check.ts'
import { machineChecks } from './machine-checks.ts'
import { optionalChecks } from './optional-checks.ts'
import { serviceChecks } from './service-checks.ts'
import { toolChecks } from './tool-checks.ts'

/** Everything of the platform that `sbr doctor` tries, in the order of its table. */
export const platformChecks = (config: Pick<Config, 'home' | 'databaseUrl'>): Check[] => [
  ...machineChecks(config),
  ...toolChecks(),
  ...serviceChecks(config),
  ...optionalChecks(),
]
