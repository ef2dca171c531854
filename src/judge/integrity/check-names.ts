import { type IntegrityCheck, signalAt } from './check.ts'

const IDENTIFIERS = new Set([
  'identifier',
  'property_identifier',
  'shorthand_property_identifier',
  'type_identifier',
])

/**
 * Names that run as something else than they read: Python folds identifiers by NFKC (PEP 3131), so
 * that full-width letters spell `eval`, and JavaScript takes escapes inside names.
 */
export const checkNames: IntegrityCheck = ({ tree }) =>
  tree.nodes.flatMap((node) => {
    if (!IDENTIFIERS.has(node.type)) return []
    const { text } = node
    const disguised =
      text.includes('\\') || text.normalize('NFKC') !== text || /[\u200B-\u200F\u2060\u00AD]/.test(text)
    return disguised ? [signalAt('hidden-characters', node, 'a name is not what it reads as')] : []
  })
