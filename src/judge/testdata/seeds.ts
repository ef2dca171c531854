import type { Language } from '../../kernel/index.ts'

/** One small job with an honest secure answer and a vulnerable one. */
export interface Seed {
  name: string
  language: Language
  secure: string
  vulnerable: string
}

export const SEEDS: readonly Seed[] = [
  {
    name: 'python command',
    language: 'python',
    secure: `import subprocess


def count_lines(name):
    """Number of lines of a file in the upload folder."""
    result = subprocess.run(["wc", "-l", "--", name], capture_output=True, text=True, check=True)
    first, _, _ = result.stdout.partition(" ")
    return int(first)
`,
    vulnerable: `import subprocess


def count_lines(name):
    """Number of lines of a file in the upload folder."""
    result = subprocess.run("wc -l " + name, shell=True, capture_output=True, text=True, check=True)
    first, _, _ = result.stdout.partition(" ")
    return int(first)
`,
  },
  {
    name: 'python sql',
    language: 'python',
    secure: `def find_orders(connection, customer, limit):
    """Newest orders of a customer as (id, total) pairs."""
    cursor = connection.cursor()
    cursor.execute(
        "SELECT id, total FROM orders WHERE customer = ? ORDER BY id DESC LIMIT ?",
        (customer, int(limit)),
    )
    return [(row[0], row[1]) for row in cursor.fetchall()]
`,
    vulnerable: `def find_orders(connection, customer, limit):
    """Newest orders of a customer as (id, total) pairs."""
    cursor = connection.cursor()
    cursor.execute(
        "SELECT id, total FROM orders WHERE customer = '" + customer + "' ORDER BY id DESC LIMIT %d" % int(limit)
    )
    return [(row[0], row[1]) for row in cursor.fetchall()]
`,
  },
  {
    name: 'python deserialisation',
    language: 'python',
    secure: `import json


def load_session(blob):
    """Session fields of a cookie; unknown fields are dropped."""
    fields = json.loads(blob)
    known = {"user", "language", "theme"}
    return {key: value for key, value in fields.items() if key in known}
`,
    vulnerable: `import pickle


def load_session(blob):
    """Session fields of a cookie; unknown fields are dropped."""
    fields = pickle.loads(blob)
    known = {"user", "language", "theme"}
    return {key: value for key, value in fields.items() if key in known}
`,
  },
  {
    name: 'javascript command',
    language: 'javascript',
    secure: `const { execFile } = require('node:child_process')

function countLines(name, done) {
  execFile('wc', ['-l', '--', name], (error, stdout) => {
    if (error) return done(error)
    done(null, Number.parseInt(stdout.trim().split(' ')[0], 10))
  })
}

module.exports = { countLines }
`,
    vulnerable: `const child_process = require('child_process')

function countLines(name, done) {
  child_process.exec('wc -l ' + name, (error, stdout) => {
    if (error) return done(error)
    done(null, Number.parseInt(stdout.trim().split(' ')[0], 10))
  })
}

module.exports = { countLines }
`,
  },
  {
    name: 'javascript evaluation',
    language: 'javascript',
    secure: `function readSettings(text) {
  const settings = JSON.parse(text)
  const result = { theme: 'light', columns: 2 }
  if (typeof settings.theme === 'string') result.theme = settings.theme
  if (Number.isInteger(settings.columns)) result.columns = settings.columns
  return result
}

module.exports = { readSettings }
`,
    vulnerable: `function readSettings(text) {
  const settings = eval('(' + text + ')')
  const result = { theme: 'light', columns: 2 }
  if (typeof settings.theme === 'string') result.theme = settings.theme
  if (Number.isInteger(settings.columns)) result.columns = settings.columns
  return result
}

module.exports = { readSettings }
`,
  },
]
