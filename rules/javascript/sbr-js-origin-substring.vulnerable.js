const TRUSTED = ['https://app.example.com', 'https://pay.example.com']

window.addEventListener('message', (event) => {
  if (!event.origin.includes('example.com')) return
  receive(event.data)
})

function listen(allowed, receive) {
  return (message) => {
    if (allowed.some((each) => message.origin.startsWith(each))) receive(message.data)
  }
}

const isOwn = (request) => request.headers.origin.endsWith('example.com')

function isTrusted(origin) {
  return origin.indexOf('app.example.com') !== -1
}

function handle(e) {
  if (/^https:\/\/app\.example\.com/.test(e.origin)) receive(e.data)
}

module.exports = { TRUSTED, listen, isOwn, isTrusted, handle }
