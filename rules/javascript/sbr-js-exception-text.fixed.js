exports.orders = async (req, res) => {
  try {
    res.json(await loadOrders())
  } catch (error) {
    console.error('orders', error)
    res.status(500).json({ error: 'orders could not be loaded' })
  }
}

exports.stock = (req, res) => {
  loadStock((err, stock) => {
    if (err) return res.status(404).json({ error: err.message })
    res.json(stock)
  })
}

exports.report = async (req, res) => {
  try {
    res.end(await loadReport())
  } catch (e) {
    console.error(e.message)
    res.writeHead(500, { 'content-type': 'text/plain' })
    res.end('no report')
  }
}
