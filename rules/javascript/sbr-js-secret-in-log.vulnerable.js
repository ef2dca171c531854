function signIn(name, password) {
  console.log(`login of ${name} with ${password}`)
  return check(name, password)
}

app.use((req, res, next) => {
  logger.debug('request', req.headers)
  next()
})

const connect = (settings) => {
  log.info({ host: settings.host, key: settings.apiKey })
  return open(settings)
}

const show = (request) => console.debug('sent by', request.headers.authorization)

const start = () => logger.info('password: ' + process.env.DB_PASSWORD)

module.exports = { signIn, connect, show, start }
