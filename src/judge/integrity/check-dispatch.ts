import type { Node } from 'web-tree-sitter'
import type { IntegritySignal } from '../../reward/index.ts'
import { argumentsOf, calleeOf, dottedName, isAssembled, isCalled, plainString } from '../syntax/nodes.ts'
import { type CheckedSource, type IntegrityCheck, signalAt } from './check.ts'
import { isNamespace } from './modules.ts'

/** Reaching a function by a name that no rule can read. */
export const checkDispatch: IntegrityCheck = (source) => {
  const constants = once(() => textConstants(source.tree.nodes))
  const bound = once(() => boundNames(source.tree.nodes))
  return source.tree.nodes.flatMap((node) =>
    source.language === 'python' ? checkPython(node, source, bound) : checkScript(node, source, constants),
  )
}

/** Works a value out when it is first asked for: most texts never ask. */
function once<T>(work: () => T): () => T {
  let done: { value: T } | undefined
  return () => {
    done ??= { value: work() }
    return done.value
  }
}

/** Texts by the `const` that names them, where one name has one text. */
function textConstants(nodes: readonly Node[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const several = new Set<string>()
  for (const node of nodes) {
    if (node.type !== 'variable_declarator') continue
    const name = node.childForFieldName('name')?.text ?? ''
    const value = node.childForFieldName('value')
    const text = plainString(value) ?? (value?.type === 'identifier' ? found.get(value.text) : null) ?? null
    if (text === null || found.has(name)) several.add(name)
    else found.set(name, text)
  }
  for (const name of several) found.delete(name)
  return found
}

const byName = (node: Node, name: Node | undefined, what: string): IntegritySignal[] =>
  name && isAssembled(name)
    ? [signalAt('obfuscated-dispatch', node, `${what} with a name put together from pieces`)]
    : [signalAt('dynamic-dispatch', node, what)]

const BUILTINS = /^(?:builtins|__builtins__)\.(?:open|eval|exec|compile|input|getattr|__import__)$/

/** Functions that reach what they are given by name. */
const REFLECTIVE = /^(?:getattr|setattr|globals|locals|vars|__import__|importlib\.import_module)$/

/** Only the last part of a longer name is read first: the text of every link of a long chain is the chain's square. */
const isReflective = (node: Node): boolean =>
  node.type === 'identifier'
    ? REFLECTIVE.test(node.text)
    : node.type === 'attribute' &&
      node.childForFieldName('attribute')?.text === 'import_module' &&
      REFLECTIVE.test(node.text)

/** Reflective names that a text gives to something of its own, as `def render(globals):` does. */
const boundNames = (nodes: readonly Node[]): ReadonlySet<string> =>
  new Set(nodes.flatMap((node) => (isReflective(node) && isNamed(node) ? node.text : [])))

/** Is the node what a parameter or an assignment gives a value to? */
function isNamed(node: Node): boolean {
  const { parent } = node
  if (parent && /^(?:typed_)?default_parameter$/.test(parent.type))
    return parent.childForFieldName('name')?.id === node.id
  return (
    /^(?:parameters|typed_parameter)$/.test(parent?.type ?? '') ||
    parent?.childForFieldName('left')?.id === node.id
  )
}

/** `map(vars, rows)`: of each one. */
const isMapped = (node: Node): boolean =>
  dottedName(node.parent?.parent ? calleeOf(node.parent.parent) : null) === 'map'

const NAMESPACES = /^(?:globals|locals|vars)$/

function checkPython(
  node: Node,
  { modules }: CheckedSource,
  bound: () => ReadonlySet<string>,
): IntegritySignal[] {
  const name = dottedName(calleeOf(node))
  if (name !== null) {
    const [first, second] = argumentsOf(node)
    const last = name.split('.').at(-1)
    if (REFLECTIVE.test(name) && argumentsOf(node).some(({ type }) => /splat/.test(type)))
      return [signalAt('dynamic-dispatch', node, `${name}() is handed around under another name`)]
    if (last === 'getattr' || last === '__getattribute__') {
      const wanted = last === 'getattr' ? second : first
      const onModule = modules.has(dottedName(first ?? null) ?? '')
      if (onModule || (wanted && isAssembled(wanted)) || (isCalled(node) && plainString(wanted) === null))
        return byName(node, wanted, `${last}() reaches a function`)
      // Called with a name that could be written behind a dot: getattr has no other use without a default.
      if (isCalled(node) && argumentsOf(node).length === 2)
        return byName(node, wanted, `${last}() reaches a function`)
    }
    if (last === 'import_module' || last === '__import__')
      return byName(node, first, `${last}() loads a module`)
    if (name === 'operator.methodcaller' || name === 'operator.attrgetter')
      return byName(node, first, `${name}() reaches a function`)
  }
  if (node.type === 'attribute' && isCalled(node) && modules.has('builtins') && BUILTINS.test(node.text))
    return [signalAt('dynamic-dispatch', node, `${node.text} is called by way of its module`)]
  if (isReflective(node) && isPlainUse(node) && !isMapped(node) && !bound().has(node.text))
    return [signalAt('dynamic-dispatch', node, `${node.text} is handed around under another name`)]
  if (node.type === 'subscript') {
    const value = node.childForFieldName('value')
    const key = node.childForFieldName('subscript') ?? undefined
    const owner = value ? calleeOf(value) : null
    const reachesIn =
      (owner !== null && NAMESPACES.test(owner.text)) ||
      value?.childForFieldName('attribute')?.text === '__dict__' ||
      value?.text === '__builtins__' ||
      value?.text === 'sys.modules'
    if (reachesIn) return byName(node, key, 'a namespace is indexed')
  }
  if (node.type === 'attribute') {
    const attribute = node.childForFieldName('attribute')?.text ?? ''
    if (/^__(?:subclasses|globals|builtins|bases|mro|code|getattribute)__$/.test(attribute) && !isSuper(node))
      return [signalAt('obfuscated-dispatch', node, `${attribute} reaches around names`)]
    const owner = node.childForFieldName('object')
    if (
      attribute === 'get' &&
      (owner?.childForFieldName('attribute')?.text === '__dict__' ||
        NAMESPACES.test(owner ? (calleeOf(owner)?.text ?? '') : ''))
    )
      return [signalAt('dynamic-dispatch', node, 'a namespace is indexed')]
  }
  return []
}

const isSuper = (node: Node): boolean => node.childForFieldName('object')?.text === 'super()'

/** A name used as a value: not called, not defined, not a keyword, not an attribute of something. */
export function isPlainUse(node: Node): boolean {
  const parent = node.parent
  if (!parent || isCalled(node)) return false
  if (
    /^(?:aliased_import|dotted_name|import_|keyword_argument|parameters|function_|class_|attribute|member_expression|property_signature|formal_parameters)/.test(
      parent.type,
    )
  )
    return false
  return parent.childForFieldName('left')?.id !== node.id && parent.childForFieldName('name')?.id !== node.id
}

const GLOBALS = new Set(['globalThis', 'global', 'window', 'process', 'self'])

/** `Math?.random()`, `Buffer.concat?.(parts)`: what is always there is asked for as if it might not be. */
const isIdleQuestion = (node: Node, modules: ReadonlySet<string>): boolean => {
  if (node.type !== 'member_expression' && node.type !== 'call_expression') return false
  const owner = (calleeOf(node) ?? node).childForFieldName('object')?.text ?? ''
  return node.childForFieldName('optional_chain') !== null && isNamespace(owner, modules)
}

function checkScript(
  node: Node,
  { modules }: CheckedSource,
  constants: () => ReadonlyMap<string, string>,
): IntegritySignal[] {
  if (isIdleQuestion(node, modules))
    return [signalAt('dynamic-dispatch', node, 'a module is asked for as if it might not be there')]
  if (node.type === 'subscript_expression') {
    const owner = dottedName(node.childForFieldName('object')) ?? node.childForFieldName('object')?.text ?? ''
    const index = node.childForFieldName('index') ?? undefined
    const isModule = isNamespace(owner, modules) || GLOBALS.has(owner) || /^(?:require|import)\(/.test(owner)
    if (isModule && index?.type !== 'number' && !/^Symbol\b/.test(index?.text ?? ''))
      return byName(node, index, 'a module is indexed by a name')
    if (index && isCalled(node) && plainString(index) === null && isAssembled(index))
      return byName(node, index, 'a method is called by a name')
    if (plainString(index)?.match(/^(?:constructor|__proto__)$/) && isCalled(node))
      return [signalAt('obfuscated-dispatch', node, 'a constructor is reached by its name')]
    // What ESLint's dot-notation asks for: a method whose name is known is written behind a dot.
    const known =
      plainString(index) ?? (index?.type === 'identifier' ? constants().get(index.text) : undefined)
    if (known !== undefined && /^[A-Za-z_$][\w$]*$/.test(known) && isCalled(node))
      return byName(node, index, 'a method is called by a name that could be written as it is')
  }
  const callee = calleeOf(node)
  if (node.type === 'call_expression' && callee?.childForFieldName('property')?.text === 'constructor')
    return [signalAt('obfuscated-dispatch', node, 'a constructor is called by its name')]
  const name = dottedName(callee)
  if (name === 'require' || name === 'import') {
    const [wanted] = argumentsOf(node)
    if (wanted && plainString(wanted) === null) return byName(node, wanted, `${name}() loads a module`)
  }
  if (name === 'Reflect.get' || name === 'Reflect.apply' || name === 'Reflect.construct')
    return byName(node, argumentsOf(node)[1], `${name}() reaches a function`)
  if (
    name !== null &&
    /^process\.(?:binding|_linkedBinding|mainModule\.)|^(?:module\.)?constructor\._load$/.test(name)
  )
    return [signalAt('obfuscated-dispatch', node, `${name}() reaches around modules`)]
  return []
}
