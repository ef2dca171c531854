const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g

const printable = (text) =>
  String(text).replace(CONTROL, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`)

function logLine({ time, address, method, path, status, agent }) {
  const request = `${printable(method)} ${printable(path)}`
  return `${time.toISOString()} ${printable(address)} "${request}" ${status} "${printable(agent || '-')}"`
}

module.exports = { logLine }
