import { isComment } from './nodes.ts'
import type { SyntaxTree } from './open-syntax.ts'

/**
 * The text with every comment blanked out, so that no suppression reaches an engine in any dialect and
 * nothing that was written to a judge is read. Lines and columns stay where they are.
 */
export function stripComments({ text, nodes }: SyntaxTree): string {
  let stripped = ''
  let at = 0
  for (const node of nodes) {
    if (!isComment(node) || node.startIndex < at) continue
    stripped +=
      text.slice(at, node.startIndex) + text.slice(node.startIndex, node.endIndex).replace(/[^\r\n]/g, ' ')
    at = node.endIndex
  }
  return stripped + text.slice(at)
}
