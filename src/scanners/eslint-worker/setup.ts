/** What the worker is started with. */
export interface WorkerSetup {
  /** Package by the prefix of its rules. */
  plugins: Record<string, string>
  /** ESLint severity by rule: 1 warning, 2 error. */
  rules: Record<string, 1 | 2>
}

/** One rule that is switched on. */
export interface EslintRule {
  id: string
  /** The weakness it reports, which ESLint itself does not say. */
  cwe: readonly number[]
  /** 2 where a match is mostly a weakness, 1 where it mostly needs a look. */
  level: 1 | 2
}

/** A plug-in as a pack. */
export interface EslintPack {
  /** Package name; also the pack's name. */
  name: string
  /** Prefix of its rules. */
  prefix: string
  lineage: string
  rules: readonly EslintRule[]
}
