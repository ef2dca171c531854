import { digestFields, type Finding } from '../../kernel/index.ts'
import { strongestFingerprint } from '../identity/fingerprints.ts'

/**
 * The name under which a person's ruling remembers a finding: the tool and the finding's strongest fingerprint, so that
 * it is found again in the next scan. The tool is part of it because two tools that see one hole, or run one pack,
 * share a fingerprint. A finding without fingerprint of its own has its id only, and is found again in an equal report.
 */
export function findingKey(finding: Finding): string {
  const [scheme, value] = strongestFingerprint(finding.fingerprints.own) ?? ['id', finding.id]
  return digestFields(['finding-key/v1', finding.tool.name, scheme, value])
}
