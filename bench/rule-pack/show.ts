import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { collectVersion } from '../../src/collect/packages/collect-version.ts'
import { openTools, pinOf } from './fetch.ts'
import type { PinnedRelease } from './packages.ts'
import type { Hit } from './scan.ts'

/** Each hit with the code around it, to be read and judged by a person. */
export async function* showHits(
  hits: readonly Hit[],
  releases: readonly PinnedRelease[],
  cache: string,
  around: number,
): AsyncGenerator<string> {
  const tools = await openTools(cache)
  const roots = new Map<string, string>()
  for (const hit of hits) {
    const release = releases.find((one) => one.ecosystem === hit.ecosystem && one.package === hit.package)
    if (!release) continue
    const key = `${hit.ecosystem} ${hit.package}`
    if (!roots.has(key))
      roots.set(key, (await collectVersion({ ...release, pinned: pinOf(release) }, tools)).root)
    const lines = (await readFile(join(roots.get(key) ?? '', hit.path), 'utf8')).split('\n')
    const first = Math.max(0, hit.line - 1 - around)
    const code = lines
      .slice(first, hit.line + around)
      .map((line, at) => `${first + at + 1 === hit.line ? '>' : ' '}${first + at + 1} ${line.slice(0, 140)}`)
    yield [`### ${hit.rule} · ${hit.package} ${hit.path}:${hit.line} · ${hit.digest}`, ...code].join('\n')
  }
}
