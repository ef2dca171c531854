export {
  type Divergence,
  type DivergentPair,
  type DivergentTwins,
  measureDivergence,
} from './divergence/measure-divergence.ts'
export { lineageOfRuns } from './lineage.ts'
export {
  type AdvisoryMatch,
  type AdvisoryMatches,
  matchAdvisories,
  type PackageVersion,
} from './osv/match.ts'
export { type AddedPack, type AddPackOptions, addPack } from './packs/add-pack.ts'
export { packsAmong } from './packs/pack-engine.ts'
export { type PackManifest, packNames, readPack, removePack, verifyPack } from './packs/pack-store.ts'
export {
  chooseEngines,
  createEnginePool,
  type EnginePool,
  type PoolOptions,
  type PoolPurpose,
} from './pool.ts'
export type { Engine, EngineInfo, EngineOutput, ScanRequest } from './port.ts'
export { ENGINES } from './registry.ts'
export { MAX_TARGET_BYTES, type Snapshot, type SnapshotTarget, takeSnapshot } from './shared/snapshot.ts'
export { type CollectOptions, collectTargets, type TargetList } from './targets.ts'
