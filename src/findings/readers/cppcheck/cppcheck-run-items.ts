import type { ReadItem } from '../port.ts'

interface RunMessage {
  about: 'unscanned' | 'limited' | 'remark'
  id: string
  message: string
  path: string | null
  report: string
  pointer: string
}

/** What cppcheck says about its run: the file that it names was not scanned, or not as a whole. */
export function* cppcheckRunItems(said: RunMessage): Generator<ReadItem> {
  const { about, id, message, path, report, pointer } = said
  if (about === 'unscanned' && path !== null) yield { type: 'target', path, status: 'failed', reason: id }
  yield {
    type: 'diagnostic',
    diagnostic: {
      level: about === 'unscanned' ? 'error' : about === 'limited' ? 'warning' : 'note',
      code: id
        .replace(/([a-z])([A-Z])/g, '$1-$2')
        .replace(/[^A-Za-z0-9]+/g, '-')
        .toLowerCase(),
      message: path === null ? message : `${path}: ${message}`,
      path: report,
      position: pointer,
    },
    incomplete: about !== 'remark',
  }
}
