type Invoice = { id: string; customerId: number; total: number; lines: string[] }
type Store = { findInvoice(id: string): Promise<Invoice | undefined> }
type User = { id: number; name: string }
type Reply = [code: number, body: unknown]

async function answer(user: User | undefined, id: string, store: Store): Promise<Reply> {
  if (user === undefined) return [401, { error: 'sign in first' }]
  const invoice = await store.findInvoice(id)
  if (invoice === undefined) return [404, { error: 'not found' }]
  const isOwn = invoice.customerId === user.id
  return isOwn ? [200, invoice] : [403, { error: 'forbidden' }]
}

export async function getInvoice(
  req: { params: { id: string }; user?: User },
  res: { status(code: number): { json(body: unknown): unknown } },
  store: Store,
): Promise<void> {
  const [code, body] = await answer(req.user, req.params.id, store)
  res.status(code).json(body)
}
