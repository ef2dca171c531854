import type { ProcessResult } from '../../platform/index.ts'
import { describeEnd, parseOutput } from '../external/parse-answer.ts'

/** Snyk's documented exit codes. */
const EXIT_CLEAN = 0
const EXIT_VULNERABLE = 1
const EXIT_NOTHING = 3

/**
 * Snyk's report, where the exit code says that there is one and there is. Through npm's wrapper without a network
 * the exit code is 0 and the output empty; 3 means that nothing it could scan was found.
 */
export function readSnykReport(
  result: ProcessResult,
): { report: unknown } | { failure: { code: string; message: string } } {
  const report = parseOutput(result)
  if (result.exitCode === EXIT_NOTHING)
    return {
      failure: { code: 'not-scanned', message: 'Snyk found nothing that it could scan (exit code 3)' },
    }
  if ((result.exitCode !== EXIT_CLEAN && result.exitCode !== EXIT_VULNERABLE) || report === undefined)
    return { failure: describeEnd('snyk', result) }
  return { report }
}

/** The token and where it is good for; proxies of the caller. */
export function snykVariables(
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const names = Object.keys(environment).filter((name) =>
    /^SNYK_|^(?:https?|no)_proxy$|^NODE_EXTRA_CA_CERTS$/i.test(name),
  )
  return Object.fromEntries(names.map((name) => [name, environment[name] ?? '']))
}

/** Snyk is asked only where the caller has a token: it sends what it scans to its service. */
export const missingToken = (environment: Readonly<Record<string, string | undefined>>) =>
  environment.SNYK_TOKEN
    ? null
    : { what: 'SNYK_TOKEN', how: 'Set SNYK_TOKEN; the code is then sent to Snyk.' }

export const HOW_TO_GET_SNYK = 'Install the Snyk CLI and put it on PATH.'
