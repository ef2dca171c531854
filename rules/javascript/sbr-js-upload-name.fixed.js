const { randomUUID } = require('node:crypto')
const fs = require('node:fs')
const path = require('node:path')

const ENDINGS = new Map([['image/png', '.png'], ['image/jpeg', '.jpg']])

const storage = multer.diskStorage({
  destination: 'public/pictures',
  filename: (req, file, done) => done(null, randomUUID() + ENDINGS.get(file.mimetype)),
})

function keep(req) {
  const name = req.file.originalname
  if (!/^[\w-]+\.(png|jpg)$/.test(name)) throw new Error('not a picture')
  fs.renameSync(req.file.path, path.join('public', name))
}

async function take(request, pictures) {
  const id = randomUUID()
  pictures.set(id, request.files.picture.name)
  await request.files.picture.mv(`uploads/${id}.bin`)
}

module.exports = { storage, keep, take }
