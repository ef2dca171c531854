const NEWLINE = 0x0a
const DOT = 0x2e

/**
 * Takes a core's output apart: with `-json` Semgrep's and OpenGrep's cores print one line with a dot for each target
 * that they have finished, and then the report. Semgrep's takes them in the order given, OpenGrep's the largest first.
 */
export function splitProgress(stdout: Buffer): { finished: number; report: Buffer } {
  let finished = 0
  let at = 0
  while (stdout[at] === DOT && stdout[at + 1] === NEWLINE) {
    finished += 1
    at += 2
  }
  return { finished, report: stdout.subarray(at) }
}
