exports.orders = async (req, res) => {
  try {
    res.json(await loadOrders())
  } catch (error) {
    res.status(500).json({ error: error.message })
  }
}

exports.stock = (req, res) => {
  loadStock((err, stock) => {
    if (err) return res.status(500).send(err)
    res.json(stock)
  })
}

exports.report = async (req, res) => {
  try {
    res.end(await loadReport())
  } catch (e) {
    res.writeHead(500, { 'content-type': 'text/plain' })
    res.end(`failed: ${e.message}`)
  }
}

exports.summary = async (req, res) => {
  try {
    res.end(await loadSummary())
  } catch (e) {
    res.statusCode = 500
    res.end(String(e))
  }
}
