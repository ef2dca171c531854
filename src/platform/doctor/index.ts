export { type Check, type CheckResult, type CheckStatus, isHealthy, runChecks } from './check.ts'
export { platformChecks } from './platform-checks.ts'
