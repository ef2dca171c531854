type Json = { [key: string]: unknown }
type Operation = { op: 'set'; path: string; value: unknown } | { op: 'remove'; path: string }

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null

function change(node: unknown, [key, ...rest]: string[], operation: Operation): Json {
  if (!isObject(node)) throw new Error(`There is no ${operation.path}`)
  const entries = new Map(Object.entries(node))
  if (rest.length > 0) entries.set(key!, change(entries.get(key!), rest, operation))
  else if (operation.op === 'set') entries.set(key!, operation.value)
  else entries.delete(key!)
  return Object.fromEntries(entries)
}

export function applyPatch(document: Json, operations: Operation[]): Json {
  return operations.reduce<Json>(
    (current, operation) => change(current, operation.path.split('/').slice(1), operation),
    document,
  )
}
