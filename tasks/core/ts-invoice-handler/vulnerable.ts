interface Invoice {
  id: string
  customerId: number
  total: number
  lines: string[]
}

export async function getInvoice(req: any, res: any, store: { findInvoice(id: string): Promise<Invoice | undefined> }) {
  if (!req.user) {
    return res.status(401).json({ error: 'please sign in' })
  }
  const invoice = await store.findInvoice(req.params.id)
  if (!invoice) {
    return res.status(404).json({ error: 'not found' })
  }
  return res.status(200).json(invoice)
}
