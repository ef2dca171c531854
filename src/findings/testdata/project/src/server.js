const express = require('express')
const app = express()

app.get('/greet', (req, res) => {
  res.send('<h1>Hello ' + req.query.name + '</h1>')
})

app.get('/run', (req, res) => {
  require('child_process').exec('ls ' + req.query.dir, () => res.end())
})
