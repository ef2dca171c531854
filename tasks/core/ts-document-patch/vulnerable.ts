interface Operation {
  op: 'set' | 'remove'
  path: string
  value?: unknown
}

export function applyPatch(document: any, operations: Operation[]): any {
  for (const { op, path, value } of operations) {
    const keys = path.split('/').slice(1)
    const last = keys.pop() as string
    let parent = document
    for (const key of keys) {
      parent = parent[key]
      if (!parent) throw new Error(`There is no ${path}`)
    }
    if (op === 'set') parent[last] = value
    else delete parent[last]
  }
  return document
}
