import { CWE_USAGES, type CweUsage } from './cwe-catalogue.ts'

/** MITRE's word for a mapping's usage; an unknown one is taken for the warier: nothing is mapped to it by choice. */
export const usageOf = (word: string | null): CweUsage =>
  CWE_USAGES.find((usage) => usage === word) ?? 'Discouraged'
