const TRUSTED = ['https://app.example.com', 'https://pay.example.com']

window.addEventListener('message', (event) => {
  if (!TRUSTED.includes(event.origin)) return
  receive(event.data)
})

const listen = (allowed, receive) => (message) => {
  if (allowed.some((each) => message.origin === each)) receive(message.data)
}

const isOwn = (request) => new URL(request.headers.origin).hostname === 'app.example.com'

const isOfFamily = (event) => event.origin.endsWith('.example.com') && event.origin.startsWith('https://')

function handle(e) {
  if (/^https:\/\/app\.example\.com$/.test(e.origin)) receive(e.data)
}

const isListed = (settings, name) => settings.origin.includes(name)

module.exports = { TRUSTED, listen, isOwn, isOfFamily, handle, isListed }
