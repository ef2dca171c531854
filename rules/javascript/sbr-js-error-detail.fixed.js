function onError(err, req, res, next) {
  console.error(err.stack)
  res.status(500).send('internal error')
}

async function load(req, res) {
  try {
    res.json(await req.load())
  } catch (error) {
    req.log.error({ stack: error.stack })
    res.status(500).json({ message: 'failed' })
  }
}

module.exports = { onError, load }
