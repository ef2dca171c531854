import type { SandboxJob, SandboxResult } from './port.ts'

/** One thing that a sandbox must hold, tried for real. */
interface Check {
  name: string
  job: SandboxJob
  holds(result: SandboxResult): boolean
}

export interface ProbeResult {
  passed: boolean
  checks: { name: string; passed: boolean; detail: string }[]
}

const python = (code: string, rest: Partial<SandboxJob> = {}): SandboxJob => ({
  interpreter: 'python',
  args: ['-I', '/job/probe.py'],
  files: { 'probe.py': code },
  timeoutMs: 10_000,
  ...rest,
})
/** Prints `held` when the statement raises, and `escaped` when it goes through. */
const mustFail = (statement: string): SandboxJob =>
  python(`import os\ntry:\n    ${statement}\n    print("escaped")\nexcept OSError:\n    print("held")\n`)
const held = (result: SandboxResult) => result.status === 'ok' && result.stdout.trim() === 'held'

const CHECKS: readonly Check[] = [
  {
    name: 'runs Python',
    job: python('import json, sqlite3, ssl\nprint("held")\n'),
    holds: held,
  },
  {
    name: 'runs Node',
    job: {
      interpreter: 'node',
      args: ['-e', 'console.log("held")'],
      files: {},
      timeoutMs: 10_000,
    },
    holds: held,
  },
  {
    name: 'no network',
    // Interfaces, not a refused connection: on a machine with a network a closed port refuses as well.
    job: python(
      'names = [line.split(":")[0].strip() for line in open("/proc/net/dev").readlines()[2:]]\nprint("held" if names == ["lo"] else "escaped")\n',
    ),
    holds: held,
  },
  {
    name: 'system calls are filtered',
    job: python(
      'import ctypes\nlibc = ctypes.CDLL(None)\nprint("escaped" if libc.memfd_create(b"x", 0) >= 0 or libc.unshare(0x10000000) == 0 else "held")\n',
    ),
    holds: held,
  },
  {
    name: 'no descriptor of the caller',
    job: python(
      'import os\nprint("held" if all(int(n) <= 3 for n in os.listdir("/proc/self/fd")) else "escaped")\n',
    ),
    holds: held,
  },
  { name: 'no file of the host', job: mustFail('open("/etc/passwd")'), holds: held },
  { name: 'no writing outside of /tmp', job: mustFail('open("/job/x", "w")'), holds: held },
  {
    name: 'no process of the host in sight',
    job: python(
      'import os\nprint("held" if os.getpid() < 6 and len([n for n in os.listdir("/proc") if n.isdigit()]) < 6 else "escaped")\n',
    ),
    holds: held,
  },
  {
    name: 'time-out ends it',
    job: python('import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(60)\n', {
      timeoutMs: 700,
    }),
    holds: (result) => result.status === 'timeout' && result.durationMs < 1_700,
  },
  {
    name: 'number of processes is bounded',
    job: python(
      'import os, time\nn = 0\ntry:\n    while n < 500:\n        if os.fork() == 0:\n            time.sleep(5)\n            os._exit(0)\n        n += 1\n    print("escaped")\nexcept OSError:\n    print("held")\n',
    ),
    holds: (result) => result.stdout.trim() === 'held',
  },
  {
    name: 'memory is bounded',
    job: python(
      'x = []\ntry:\n    while True:\n        x.append(bytearray(16 << 20))\nexcept MemoryError:\n    print("held")\n',
    ),
    holds: (result) => result.status === 'out-of-memory' || held(result),
  },
]

/** Tries everything that a sandbox must hold. One failure means that nothing may be run in it. */
export async function probe(run: (job: SandboxJob) => Promise<SandboxResult>): Promise<ProbeResult> {
  const checks: ProbeResult['checks'] = []
  for (const check of CHECKS) {
    const result = await run(check.job)
    const passed = check.holds(result)
    checks.push({
      name: check.name,
      passed,
      detail: passed
        ? ''
        : `${result.status}, exit ${result.exitCode}: ${(result.stderr || result.stdout).slice(0, 200)}`,
    })
  }
  return { passed: checks.every((check) => check.passed), checks }
}
