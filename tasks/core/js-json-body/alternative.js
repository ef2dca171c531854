const LIMIT = 200_000

function readJson(request) {
  return new Promise((resolve, reject) => {
    const decoder = new TextDecoder()
    let text = ''
    request.on('data', (chunk) => {
      text += decoder.decode(chunk, { stream: true })
      if (text.length > LIMIT) request.destroy(new Error('Payload too large'))
    })
    request.on('error', reject)
    request.on('end', () => {
      try {
        resolve(JSON.parse(text + decoder.decode()))
      } catch (error) {
        reject(error)
      }
    })
  })
}

module.exports = { readJson }
