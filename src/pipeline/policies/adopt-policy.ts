import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Corpus } from '../../corpus/index.ts'
import { approvedPolicyPaths } from '../../judge/index.ts'
import { canonicalJson } from '../../kernel/index.ts'

/**
 * Approves a proposed policy and puts it to use by its name: from now on `--policy <name>` means it, in this
 * `SBR_HOME`. The signed approval is kept beside it, and a policy that does not match it is refused.
 */
export async function adoptPolicy(
  corpus: Corpus,
  home: string,
  about: { policy: string; reason: string },
): Promise<{ name: string; version: number; path: string; added: boolean }> {
  const { envelope, added, proposal } = await corpus.approvePolicy(about)
  const paths = approvedPolicyPaths(home, proposal.name)
  await mkdir(join(paths.policy, '..'), { recursive: true, mode: 0o700 })
  // The approval first: a policy without one is refused, an approval without its policy is nothing.
  await writeWhole(paths.approval, `${JSON.stringify(envelope)}\n`)
  await writeWhole(paths.policy, `${canonicalJson(proposal.document)}\n`)
  return { name: proposal.name, version: proposal.version, path: paths.policy, added }
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 })
  await rename(`${path}.new`, path)
}
