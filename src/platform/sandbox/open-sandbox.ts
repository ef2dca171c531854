import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { dirname, join, normalize } from 'node:path'
import { SbrError } from '../../kernel/index.ts'
import { Bubblewrap } from './bubblewrap.ts'
import { runConfined } from './confined-process.ts'
import type { Sandbox, SandboxBackEnd, SandboxJob, SandboxResult } from './port.ts'
import { type ProbeResult, probe } from './probe.ts'
import { Slots } from './slots.ts'

interface SandboxOptions {
  /** Jobs at the same time. Default 2. */
  slots?: number
  /** Opens what confines the jobs. Default: bubblewrap. */
  openBackEnd?: () => Promise<SandboxBackEnd>
}

/**
 * Opens the sandbox after it proved itself. Nothing is executed where no back end passes its self-test.
 *
 * @throws SbrError `SANDBOX_UNAVAILABLE` with the check that failed.
 */
export async function openSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const sandbox = await openUnproven(options)
  const result = await probe((job) => sandbox.run(job)).catch(async (error: unknown) => {
    await sandbox.close()
    throw error
  })
  if (result.passed) return sandbox
  await sandbox.close()
  const failed = result.checks.find((check) => !check.passed)
  throw new SbrError('SANDBOX_UNAVAILABLE', `The sandbox did not hold: ${failed?.name} (${failed?.detail})`, {
    next: 'Allow user namespaces (sysctl kernel.unprivileged_userns_clone=1, or the container option for it), then run `sbr doctor`.',
  })
}

/** Runs the self-test and tells its result, check by check; for `sbr doctor`. */
export async function probeSandbox(): Promise<ProbeResult> {
  let sandbox: Sandbox
  try {
    sandbox = await openUnproven({})
  } catch (error) {
    return { passed: false, checks: [{ name: 'starts', passed: false, detail: String(error) }] }
  }
  try {
    return await probe((job) => sandbox.run(job))
  } finally {
    await sandbox.close()
  }
}

async function openUnproven(options: SandboxOptions): Promise<Sandbox> {
  const backEnd = await (options.openBackEnd ?? Bubblewrap.open)()
  const slots = new Slots(options.slots ?? 2)
  return {
    backEnd: backEnd.name,
    run: (job) => slots.use((slot) => runJob(backEnd, job, slot)),
    close: () => backEnd.close(),
  }
}

async function runJob(backEnd: SandboxBackEnd, job: SandboxJob, slot: number): Promise<SandboxResult> {
  const folder = await mkdtemp(join(backEnd.folder, 'job-'))
  try {
    for (const [name, text] of Object.entries(job.files)) {
      const path = normalize(name)
      if (path.startsWith('..') || path.startsWith('/') || path.includes('\0'))
        throw new SbrError('BAD_INPUT', `A job's file may not be named ${JSON.stringify(name)}`)
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    await backEnd.prepareFolder(folder, slot)
    return await runConfined(await backEnd.commandFor(job, folder, slot), job)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
