import type { Node } from 'web-tree-sitter'
import { argumentsOf, calleeOf, dottedName, functionAround, isCalled } from '../syntax/nodes.ts'
import { type IntegrityCheck, signalAt } from './check.ts'
import { isPlainUse } from './check-dispatch.ts'
import { isNamespace } from './modules.ts'

/** Functions that are handed around for no honest reason, wherever they stand. */
const SINKS = {
  python:
    /^(?:os\.(?:system|popen|exec\w*|spawn\w*)|subprocess\.(?:call|run|Popen|check_output|check_call|getoutput|getstatusoutput)|(?:pickle|marshal|dill|shelve)\.(?:loads?|Unpickler)|yaml\.(?:load|unsafe_load|full_load))$/,
  script: /^(?:child_process|cp|childProcess)\.(?:exec|execSync)$/,
}

/** Modules whose calls rules look for by name: a call under another name is one that they do not see. */
const WATCHED = {
  python:
    /^(?:os|subprocess|pickle|marshal|shelve|dill|yaml|hashlib|random|secrets|ssl|re|tempfile|shutil|zipfile|tarfile|urllib|http|socket|ftplib|telnetlib|smtplib|imaplib|poplib|sqlite3|xml|lxml|requests|httpx|ctypes|crypt|hmac|builtins|html|shlex)\b/,
  script: /./,
}

/** Builtin functions that rules look for by name. */
const BUILTIN_SINKS = /^(?:open|eval|exec|compile|__import__)$/

/** Wrappers that give a function another name and nothing else. */
const WRAPPERS = /^(?:staticmethod|classmethod|(?:functools\.)?(?:partial|wraps|lru_cache|cache))$/

/** A dangerous function under another name: rules that look for calls of it see none. */
export const checkAliases: IntegrityCheck = ({ tree, language, modules }) => {
  const python = language === 'python'
  const called = new Set(tree.nodes.flatMap((node) => lastNameOf(calleeOf(node)) ?? []))
  const imported = python ? importedNames(tree.nodes) : importedFunctions(tree.nodes)
  return tree.nodes.flatMap((node) => {
    // Only names: asking every node of a deep tree for its parent takes the square of its depth.
    const bound = node.type === 'identifier' ? boundName(node) : null
    if (bound !== null && isModuleUse(node, bound, modules))
      return [signalAt('sink-alias', node, `the module ${node.text} gets another name`)]
    if (
      python &&
      node.type === 'identifier' &&
      BUILTIN_SINKS.test(node.text) &&
      isCalledUnderAnotherName(node, called)
    )
      return [signalAt('sink-alias', node, `${node.text} is handed around under another name`)]
    if (node.type === 'identifier' && imported.has(node.text) && isCalledUnderAnotherName(node, called))
      return [signalAt('sink-alias', node, `${node.text} is handed around under another name`)]
    if (node.type === 'object_pattern' && isRenamingPick(node, modules))
      return [signalAt('sink-alias', node, 'functions of a module get other names')]
    const member = node.type === 'attribute' || node.type === 'member_expression'
    if (!member || !isPlainUse(node)) return []
    const name = dottedName(node)
    if (name === null) return []
    const hidden =
      (python ? SINKS.python : SINKS.script).test(name) ||
      (isNamespace(name.split('.')[0] ?? '', modules) &&
        (python ? WATCHED.python : WATCHED.script).test(name) &&
        isCalledUnderAnotherName(node, called))
    return hidden ? [signalAt('sink-alias', node, `${name} is handed around under another name`)] : []
  })
}

/**
 * `step = connection.execute` and one call of `step`, in no loop: a method of an object at hand under another name. What
 * is called again and again gets a short name for good reason.
 */
export const checkOnceCalled: IntegrityCheck = ({ tree, language }) => {
  const own = new Set(
    tree.nodes
      .filter(({ type }) => /^function_(?:definition|declaration)$/.test(type))
      .map((node) => node.childForFieldName('name')?.text),
  )
  const named = tree.nodes.flatMap((node) => {
    if (node.type !== 'assignment' && node.type !== 'variable_declarator') return []
    const [left, right] =
      node.type === 'assignment'
        ? [node.childForFieldName('left'), node.childForFieldName('right')]
        : [node.childForFieldName('name'), node.childForFieldName('value')]
    const name = dottedName(right)
    if (left?.type !== 'identifier' || name === null) return []
    // A method of an object in Python, where it stays bound; a function of this text in both.
    const isMethod = language === 'python' && name.includes('.') && !/^(?:self|cls)\./.test(name)
    return isMethod || own.has(name) ? [{ node, alias: left.text, name }] : []
  })
  if (named.length === 0) return []
  const uses = Map.groupBy(
    tree.nodes.filter(({ type }) => type === 'identifier'),
    ({ text }) => text,
  )
  return named.flatMap(({ node, alias, name }) => {
    const [, call, ...others] = uses.get(alias) ?? []
    if (!call || others.length > 0 || !isCalled(call)) return []
    const home = functionAround(node)
    return home !== null && !isRepeated(call, home)
      ? [signalAt('sink-alias', node, `${name} is called once, under another name`)]
      : []
  })
}

/** Is a call inside a loop, a comprehension or a function of its own, seen from the function that made the name? */
function isRepeated(call: Node, home: Node): boolean {
  for (let at = call.parent; at && at.id !== home.id; at = at.parent)
    if (
      /^(?:for_|while_|do_|list_comp|set_comp|dictionary_comp|generator_|lambda|arrow_|function_)/.test(
        at.type,
      )
    )
      return true
  return false
}

/** Functions that a script takes out of a module by name: `const { stat } = require('fs')`, `import { stat } from 'fs'`. */
function importedFunctions(nodes: readonly Node[]): Set<string> {
  const names = new Set<string>()
  for (const node of nodes) {
    if (node.type === 'import_specifier')
      names.add((node.childForFieldName('alias') ?? node.childForFieldName('name'))?.text ?? '')
    const value = node.type === 'variable_declarator' ? node.childForFieldName('value') : null
    const pattern = node.childForFieldName('name')
    if (!value || pattern?.type !== 'object_pattern' || !/^(?:require|import)\b/.test(value.text)) continue
    for (const one of pattern.namedChildren)
      if (one.type === 'shorthand_property_identifier_pattern') names.add(one.text)
  }
  return names
}

/** The same in Python, from modules whose calls rules look for: `from hashlib import md5`. */
function importedNames(nodes: readonly Node[]): Set<string> {
  return new Set(
    nodes
      .filter(
        (node) =>
          node.type === 'import_from_statement' &&
          WATCHED.python.test(node.childForFieldName('module_name')?.text ?? ''),
      )
      .flatMap((node) => node.namedChildren.slice(1))
      .map((one) => (one.childForFieldName('alias') ?? one).text),
  )
}

/** `const { stat: start } = fs`: from a module that has a name already, under another one. */
function isRenamingPick(pattern: Node, modules: ReadonlySet<string>): boolean {
  const value =
    pattern.parent?.type === 'variable_declarator' ? pattern.parent.childForFieldName('value') : null
  return (
    value?.type === 'identifier' &&
    isNamespace(value.text, modules) &&
    pattern.namedChildren.some(
      (one) => one.type === 'pair_pattern' && one.childForFieldName('value')?.type === 'identifier',
    )
  )
}

const lastNameOf = (callee: Node | null): string | null =>
  (callee?.type === 'identifier' ? callee.text : undefined) ??
  callee?.childForFieldName('attribute')?.text ??
  callee?.childForFieldName('property')?.text ??
  null

/** The name that an assignment, declaration or default value gives to just this node. */
function boundName(node: Node): string | null {
  const { parent } = node
  const name =
    parent?.type === 'assignment' || parent?.type === 'assignment_expression'
      ? parent.childForFieldName('right')?.id === node.id && parent.childForFieldName('left')
      : parent?.type === 'assignment_pattern'
        ? parent.childForFieldName('right')?.id === node.id && parent.childForFieldName('left')
        : parent && /^(?:variable_declarator|default_parameter|typed_default_parameter)$/.test(parent.type)
          ? parent.childForFieldName('value')?.id === node.id && parent.childForFieldName('name')
          : null
  if (!name) return null
  return name.type === 'identifier'
    ? name.text
    : (name.childForFieldName('attribute')?.text ?? name.childForFieldName('property')?.text ?? null)
}

const isModuleUse = (node: Node, bound: string, modules: ReadonlySet<string>): boolean =>
  node.type === 'identifier' && bound !== node.text && isNamespace(node.text, modules)

/** `step = hashlib.md5` with a call of `step`, `act = staticmethod(hashlib.md5)` with a call of `act`. */
function isCalledUnderAnotherName(node: Node, called: ReadonlySet<string>): boolean {
  const call = node.parent?.parent
  const wrapped =
    call && argumentsOf(call)[0]?.id === node.id && WRAPPERS.test(dottedName(calleeOf(call)) ?? '')
  const bound = boundName(wrapped ? call : node)
  return bound !== null && called.has(bound) && bound !== lastNameOf(node)
}
