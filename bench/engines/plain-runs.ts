import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sample, Target } from '../../src/kernel/index.ts'
import { minimalEnvironment, runProcess, TOOLS } from '../../src/platform/index.ts'
import { createEnginePool } from '../../src/scanners/index.ts'
import { findRowanRules } from '../../src/scanners/semgrep/engine.ts'
import { type Cpu, measure } from './cpu.ts'

/** The samples as files in a folder of their own. */
export async function writeFolder(samples: readonly Sample[]): Promise<{ root: string; targets: Target[] }> {
  const root = await mkdtemp(join(tmpdir(), 'sbr-bench-engines-'))
  const targets: Target[] = []
  for (const { id, language, code } of samples) {
    const path = `${id}.${language === 'python' ? 'py' : language === 'typescript' ? 'ts' : 'js'}`
    await writeFile(join(root, path), code)
    targets.push({ path, language, bytes: Buffer.byteLength(code) })
  }
  return { root, targets }
}

/** CPU of one engine's own processes over all samples in one batch; ours, which hands them over, is not in it. */
export async function runAlone(
  engine: string,
  samples: readonly Sample[],
  home: string,
): Promise<{ engine: string; cpu: Cpu; wallMs: number; scanned: number; findings: number }> {
  const { root, targets } = await writeFolder(samples)
  try {
    const { value, cpu, wallMs } = await measure(async () => {
      const pool = createEnginePool({ purpose: 'reward', home, engines: [engine] })
      try {
        return await pool.scan({ root, targets, timeoutMs: 30_000 })
      } finally {
        await pool.close()
      }
    })
    const [output] = value
    const scanned = output?.run.targets.filter(({ status }) => status === 'scanned').length ?? 0
    return { engine, cpu, wallMs, scanned, findings: output?.findings.length ?? 0 }
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

/** `semgrep scan` as its documentation has it, with the same rules: once over the folder, or once a file. */
export async function runSemgrepScan(
  samples: readonly Sample[],
  each: boolean,
): Promise<{ wallMs: number; cpu: Cpu; results: number }> {
  const { root, targets } = await writeFolder(samples)
  const rules = join(root, '.rules')
  await mkdir(rules)
  const source = await findRowanRules()
  const configs = (source?.files ?? []).flatMap((file) => ['--config', file])
  const scan = async (paths: readonly string[]) => {
    const { stdout, exitCode, stderr } = await runProcess({
      command: TOOLS.semgrep,
      args: [
        ...['scan', '--json', '--quiet', '--metrics=off', '--disable-version-check', '--no-git-ignore'],
        ...configs,
        '--',
        ...paths,
      ],
      cwd: root,
      env: minimalEnvironment({ SEMGREP_ENABLE_VERSION_CHECK: '0', SEMGREP_SEND_METRICS: 'off' }),
      timeoutMs: 600_000,
      maxOutputBytes: 512 * 1024 * 1024,
    })
    try {
      return (JSON.parse(stdout.toString('utf8')) as { results: unknown[] }).results.length
    } catch {
      throw new Error(`semgrep scan: exit code ${exitCode} ${stderr.toString('utf8').slice(-300)}`)
    }
  }
  try {
    const { value, wallMs, cpu } = await measure(async () => {
      if (!each) return scan(['.'])
      let results = 0
      for (const { path } of targets) results += await scan([path])
      return results
    })
    return { wallMs, cpu, results: value }
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}
