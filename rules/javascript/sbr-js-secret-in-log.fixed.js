function signIn(name, password) {
  console.log(`login of ${name}, ${password.length} characters`)
  return check(name, password)
}

app.use((req, res, next) => {
  logger.debug('request', req.headers['user-agent'])
  next()
})

const connect = (settings) => {
  log.info({ host: settings.host, key: mask(settings.apiKey) })
  return open(settings)
}

const show = (request) => console.debug('signed', Boolean(request.headers.authorization))

const start = () => logger.info('password: ' + (process.env.DB_PASSWORD ? 'set' : 'missing'))

const refuse = (tokens) => console.error('unexpected token', tokens[0])

module.exports = { signIn, connect, show, start, refuse }
