/**
 * Ids by which cppcheck says that it gave up on a file or on a configuration of it (the critical errors of
 * version 2.22, and those of its preprocessor). They are reported as results and are none.
 */
const UNSCANNED: ReadonlySet<string> = new Set([
  'cppcheckError',
  'cppcheckLimit',
  'failedToLoadCfg',
  'directiveAsMacroParameter',
  'includeNestedTooDeeply',
  'instantiationError',
  'internalAstError',
  'internalError',
  'misra-config',
  'missingFile',
  'missingIncludeExplicit',
  'noValidConfiguration',
  'preprocessorErrorDirective',
  'premium-internalError',
  'premium-invalidArgument',
  'premium-invalidLicense',
  'syntaxError',
  'unhandledChar',
  'unknownMacro',
])

/** Ids by which it says that it looked at less than there is, though the file was scanned. */
const LIMITED: ReadonlySet<string> = new Set(['toomanyconfigs', 'purgedConfiguration'])

/** Ids of remarks about the run. Headers that are missing make results less certain, which is usual. */
const REMARKS: ReadonlySet<string> = new Set([
  'checkersReport',
  'checkLevelNormal',
  'missingInclude',
  'missingIncludeSystem',
  'normalCheckLevelMaxBranches',
  'unmatchedSuppression',
])

/** What a result says about the run; null where it is a result about the code. */
export function cppcheckRunMessage(id: string): 'unscanned' | 'limited' | 'remark' | null {
  if (UNSCANNED.has(id)) return 'unscanned'
  if (LIMITED.has(id)) return 'limited'
  return REMARKS.has(id) ? 'remark' : null
}
