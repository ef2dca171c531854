const fs = require('node:fs')
const path = require('node:path')

const storage = multer.diskStorage({
  destination: 'public/pictures',
  filename: (req, file, done) => done(null, `${Date.now()}-${file.originalname}`),
})

function keep(req) {
  fs.renameSync(req.file.path, path.join('public', path.basename(req.file.originalname)))
}

async function take(request) {
  await request.files.picture.mv('public/' + request.files.picture.name)
}

module.exports = { storage, keep, take }
