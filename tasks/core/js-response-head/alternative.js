const oneLine = (value) => String(value).replace(/[\0\r\n]+/g, ' ')

function responseHead(status, reason, headers) {
  const fields = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((each) => `${oneLine(name)}: ${oneLine(each)}`),
  )
  return [`HTTP/1.1 ${status} ${oneLine(reason)}`, ...fields, '', ''].join('\r\n')
}

module.exports = { responseHead }
