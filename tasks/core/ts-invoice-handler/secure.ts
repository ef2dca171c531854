interface Invoice {
  id: string
  customerId: number
  total: number
  lines: string[]
}

interface Request {
  params: { id: string }
  user?: { id: number; name: string }
}

interface Response {
  status(code: number): { json(body: unknown): void }
}

export async function getInvoice(
  req: Request,
  res: Response,
  store: { findInvoice(id: string): Promise<Invoice | undefined> },
): Promise<void> {
  if (!req.user) return res.status(401).json({ error: 'please sign in' })
  const invoice = await store.findInvoice(req.params.id)
  if (!invoice || invoice.customerId !== req.user.id) return res.status(404).json({ error: 'not found' })
  res.status(200).json(invoice)
}
