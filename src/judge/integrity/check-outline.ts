import type { IntegritySignal } from '../../reward/index.ts'
import { isComment } from '../syntax/nodes.ts'
import type { SyntaxTree } from '../syntax/open-syntax.ts'
import { checkAddresses, checkSuppressions } from './check-comments.ts'

const FUNCTIONS =
  /^(?:function_declaration|method_declaration|constructor_declaration|func_literal|lambda_expression)$/

/** What a file begins with, and what declares nothing. */
const HEADER = /^(?:package_clause|package_declaration|import_declaration)$/

/**
 * What can be told of languages whose ways of hiding a sink are not known here (Java, Go): comments that are meant for
 * tools or judges, and answers in which nothing is done.
 */
export function checkOutline(tree: SyntaxTree): IntegritySignal[] {
  // These two look at comments and strings alone, whatever the language.
  const source = { language: 'javascript' as const, tree, modules: new Set<string>() }
  const signals = [...checkSuppressions(source), ...checkAddresses(source)]
  const bodies = tree.nodes
    .filter(({ type }) => FUNCTIONS.test(type))
    .map((node) => node.childForFieldName('body'))
  if (!tree.root.namedChildren.some((node) => !isComment(node) && !HEADER.test(node.type)))
    signals.push({ kind: 'empty', line: null, detail: 'nothing is declared' })
  else if (
    bodies.length > 0 &&
    !bodies.some((body) => body?.namedChildren.some((child) => !isComment(child)))
  )
    signals.push({ kind: 'stub', line: null, detail: 'no function does anything' })
  return signals
}
