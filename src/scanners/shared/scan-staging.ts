import type { SnapshotTarget } from './snapshot.ts'
import { type Staging, stageTargets } from './staging.ts'

/** One staged copy of a scan's targets for all engines that take paths, made when the first asks. */
export class ScanStaging {
  private readonly targets: readonly SnapshotTarget[]
  private staging: Promise<Staging> | undefined

  constructor(targets: readonly SnapshotTarget[]) {
    this.targets = targets
  }

  get(): Promise<Staging> {
    this.staging ??= stageTargets(this.targets, { inMemory: true })
    return this.staging
  }

  async dispose(): Promise<void> {
    // Whoever asked has heard of a failure.
    const staging = await this.staging?.catch(() => undefined)
    await staging?.dispose()
  }
}

/** Runs something over a scan's staged copies; an engine on its own makes them itself, of its targets. */
export async function withStaging<T>(
  shared: ScanStaging | undefined,
  targets: readonly SnapshotTarget[],
  work: (staging: Staging) => Promise<T>,
): Promise<T> {
  if (shared) return work(await shared.get())
  const own = new ScanStaging(targets)
  try {
    return await work(await own.get())
  } finally {
    await own.dispose()
  }
}
