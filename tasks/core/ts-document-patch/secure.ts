interface Operation {
  op: 'set' | 'remove'
  path: string
  value?: unknown
}
type Json = Record<string, unknown>

const RESERVED = ['__proto__', 'constructor', 'prototype']

function findParent(document: Json, keys: string[]): Json {
  let parent = document
  for (const key of keys) {
    const next = Object.hasOwn(parent, key) ? parent[key] : undefined
    if (typeof next !== 'object' || next === null) throw new Error(`There is no object ${key}`)
    parent = next as Json
  }
  return parent
}

export function applyPatch(document: Json, operations: Operation[]): Json {
  for (const { op, path, value } of operations) {
    const keys = path.split('/').slice(1)
    if (keys.some((key) => RESERVED.includes(key))) throw new Error(`Cannot change ${path}`)
    const last = keys.pop() as string
    const parent = findParent(document, keys)
    if (op === 'set') parent[last] = value
    else delete parent[last]
  }
  return document
}
