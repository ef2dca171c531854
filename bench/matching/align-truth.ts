import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EditedFile } from './edits.ts'

/**
 * Where lines went between two versions, by `diff` itself (not our alignment, which is what is judged):
 * of lines that it calls unchanged. A file without a successor of its name has none.
 */
export function alignTruth(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): Map<string, Pick<EditedFile, 'path' | 'lineOf'>> {
  const folder = mkdtempSync(join(tmpdir(), 'sbr-bench-align-'))
  try {
    return new Map(
      [...before].map(([path, text]) => {
        const places = placesOf(text, after.get(path) ?? '', folder)
        return [path, { path, lineOf: (line: number) => places.get(line) ?? 0 }]
      }),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function placesOf(before: string, after: string, folder: string): Map<number, number> {
  const [old, now] = [join(folder, 'before'), join(folder, 'after')]
  writeFileSync(old, before)
  writeFileSync(now, after)
  const { stdout } = spawnSync(
    'diff',
    ['-w', '--unchanged-line-format=%dn ', '--old-line-format=- ', '--new-line-format=+ ', old, now],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  )
  const places = new Map<number, number>()
  let line = 0
  for (const word of stdout.split(' ')) {
    if (word === '') continue
    if (word !== '-') line++
    if (word !== '-' && word !== '+') places.set(Number(word), line)
  }
  return places
}
