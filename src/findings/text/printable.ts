/** C0, DEL and C1 controls but tab and line feed; bidirectional overrides, which reorder what a person reads. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the purpose
const HIDDEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Terminal escapes: CSI and OSC sequences with their text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the purpose
const ESCAPES = /\u001b(?:\[[0-?]*[ -/]*[@-~]|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g

/** Anything that cleaning could change: controls but tab and line feed, direction marks, halves of a pair. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: taking them out is the purpose
const UNUSUAL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/

/** Longest text of a report that is kept, in UTF-16 units: longer messages are data, not messages. */
const MAX_TEXT = 8192

/** A text of a report, safe to print: no terminal escapes, no control characters, bounded in length. */
export function cleanText(text: string): string {
  const plain = !UNUSUAL.test(text)
    ? text
    : text.replace(/\r\n?/g, '\n').replace(ESCAPES, '').replace(HIDDEN, '').toWellFormed()
  return plain.length > MAX_TEXT ? `${plain.slice(0, MAX_TEXT).toWellFormed()}…` : plain
}

/** A path or name on one line of a terminal: whatever is not printable is written as an escape. */
export function printable(text: string): string {
  return text
    .replace(HIDDEN, (match) => `\\u${match.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('\n', '\\n')
    .replaceAll('\t', '\\t')
    .toWellFormed()
}
