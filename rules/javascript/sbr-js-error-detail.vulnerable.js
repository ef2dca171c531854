function onError(err, req, res, next) {
  res.status(500).send(err.stack)
}

async function load(req, res) {
  try {
    res.json(await req.load())
  } catch (error) {
    res.status(500).json({ message: 'failed', stack: error.stack })
  }
}

function answer(req, res) {
  try {
    res.end(req.read())
  } catch (e) {
    res.end('failed: ' + e.stack)
  }
}

module.exports = { onError, load, answer }
