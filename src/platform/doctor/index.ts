export { type Check, type CheckResult, type CheckStatus, isHealthy, runCheck, runChecks } from './check.ts'
export { platformChecks } from './platform-checks.ts'
