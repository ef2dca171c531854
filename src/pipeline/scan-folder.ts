import { realpath } from 'node:fs/promises'
import { basename } from 'node:path'
import { digestFields, SbrError, sha256 } from '../kernel/index.ts'
import { openParser } from '../platform/index.ts'
import { collectTargets, createEnginePool, type TargetList, takeSnapshot } from '../scanners/index.ts'
import { digestEngines } from './engine-digest.ts'
import { scanSnapshot } from './scan-snapshot.ts'
import { type ScanCounts, summariseScan } from './summarise-scan.ts'
import type { Workspace } from './workspace.ts'

/** A folder as it was scanned and stored. */
export interface ScannedFolder {
  repository: string
  /** Digest over the content of all targets: the snapshot's name. */
  content: string
  /** Digest over the engines that scanned. */
  engines: string
  list: TargetList
  counts: ScanCounts
}

/** Issues that a summary keeps. */
const TOP_ISSUES = 30

/** Scans a folder with every engine and stores what was found, as a durable stage named by the folder's content. */
export async function scanFolder(workspace: Workspace, path: string): Promise<ScannedFolder> {
  const folder = await realpath(path).catch((cause: unknown) => {
    throw new SbrError('NOT_FOUND', `There is no folder ${path}`, { cause, next: 'Name an existing folder.' })
  })
  const list = await collectTargets(folder)
  if (list.targets.length === 0)
    throw new SbrError('BAD_INPUT', `${path} holds nothing that could be scanned`, {
      next: 'Name a folder with source code.',
    })
  const snapshot = await takeSnapshot(list.root, list.targets)
  const content = digestFields(snapshot.targets.flatMap((target) => [target.path, target.sha256]))
  const pool = createEnginePool({ purpose: 'scan', subject: 'code-base', home: workspace.config.home })
  const parser = await openParser()
  try {
    // Two folders of one name are two repositories.
    const repository = `folder/${basename(list.root)}-${sha256(list.root).slice(0, 8)}`
    const engines = digestEngines(await pool.infos())
    // What people ruled about the folder's issues decides how they are counted.
    const rulings = (await workspace.corpus.issueOverrides(repository)).map((override) => override.id)
    const counts = await workspace.run<object, ScanCounts>(
      {
        name: 'scan-folder',
        version: 1,
        run: (_input, context) =>
          context.step('scan', async (signal) =>
            summariseScan(
              await scanSnapshot(
                {
                  pool,
                  parser,
                  corpus: workspace.corpus,
                  timeoutMs: workspace.config.scanTimeoutSeconds * 1000,
                  signal,
                },
                { repository, kind: 'folder', snapshot: content, root: list.root, targets: list.targets },
              ),
              TOP_ISSUES,
            ),
          ),
      },
      { repository, content, engines, ...(rulings.length > 0 ? { rulings } : {}) },
    )
    return { repository, content, engines, list, counts }
  } finally {
    parser.dispose()
    await pool.close()
  }
}
