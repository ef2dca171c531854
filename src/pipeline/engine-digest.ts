import { digestJson } from '../kernel/index.ts'
import type { EngineInfo } from '../scanners/index.ts'

/** What makes two scans the same scan: engines, versions, packs, and which of them are there. */
export const digestEngines = (infos: readonly EngineInfo[]): string =>
  digestJson(infos.map(({ name, version, packs, available }) => ({ name, version, packs, available })))
