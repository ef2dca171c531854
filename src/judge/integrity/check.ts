import type { Node } from 'web-tree-sitter'
import type { IntegrityKind, IntegritySignal } from '../../reward/index.ts'
import { lineOf } from '../syntax/nodes.ts'
import type { JudgedLanguage, SyntaxTree } from '../syntax/open-syntax.ts'

/** What a check looks at: a sample that parses. */
export interface CheckedSource {
  language: JudgedLanguage
  tree: SyntaxTree
  /** Names that stand for whole modules in this text: `os` after `import os`, `cp` after `cp = require(…)`. */
  modules: ReadonlySet<string>
}

/** One check. It reads the tree and says what it noticed; it never changes anything. */
export type IntegrityCheck = (source: CheckedSource) => IntegritySignal[]

export const signalAt = (kind: IntegrityKind, node: Node, detail: string): IntegritySignal => ({
  kind,
  line: lineOf(node),
  detail,
})
