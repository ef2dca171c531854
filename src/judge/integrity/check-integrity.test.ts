import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Language, Sample } from '../../kernel/index.ts'
import { openParser, type SourceParser } from '../../platform/index.ts'
import { openSyntax, type Syntax } from '../syntax/open-syntax.ts'
import { checkIntegrity } from './check-integrity.ts'

let parser: SourceParser
let syntax: Syntax
beforeAll(async () => {
  parser = await openParser()
  syntax = await openSyntax()
})
afterAll(() => {
  parser.dispose()
  syntax.dispose()
})

const check = (language: Language, code: string, changes: Partial<Sample> = {}) =>
  checkIntegrity({ id: 's', language, code, ...changes }, { parser, syntax, sizeLimitBytes: 10_000 })
const kinds = (language: Language, code: string, changes: Partial<Sample> = {}) =>
  [...new Set(check(language, code, changes).signals.map(({ kind }) => kind))].sort()

describe('honest code is left alone', () => {
  it.each<[string, Language, string]>([
    [
      'a dispatch table',
      'javascript',
      'const handlers = { a: () => go(1) }\nexports.run = (name, value) => handlers[name](value)\n',
    ],
    ['an index', 'javascript', "exports.read = (cache, id) => cache['user:' + id]\n"],
    [
      'a table of one’s own',
      'javascript',
      "const defaults = require('./defaults')\nexports.read = (key) => process.env[key] || defaults[key]\n",
    ],
    [
      'no operation',
      'javascript',
      'function noop() {}\nexports.run = (done = noop) => done(1 + done.length)\n',
    ],
    ['getattr with a default', 'python', 'def read(thing):\n    return getattr(thing, "name", None)\n'],
    [
      'getattr of an own object',
      'python',
      'class A:\n    def read(self, field):\n        value = getattr(self, field)\n        return value\n',
    ],
    [
      're.compile and literal_eval',
      'python',
      'import ast\nimport re\n\nNAME = re.compile("a+")\n\n\ndef read(text):\n    return ast.literal_eval(text) if NAME.match(text) else None\n',
    ],
    ['base64 of input', 'python', 'import base64\n\n\ndef read(text):\n    return base64.b64decode(text)\n'],
    [
      'an abstract class',
      'python',
      'from abc import ABC, abstractmethod\n\n\nclass Store(ABC):\n    @abstractmethod\n    def get(self, key): ...\n\n    def has(self, key):\n        return self.get(key) is not None\n',
    ],
    [
      'a program with an end',
      'python',
      'import sys\n\n\ndef main():\n    print(sys.argv)\n\n\nif __name__ == "__main__":\n    sys.exit(main())\n',
    ],
    [
      'a class of data',
      'python',
      'from dataclasses import dataclass\n\n\n@dataclass\nclass Point:\n    x: int = 0\n',
    ],
    [
      'routes',
      'javascript',
      "const app = require('express')()\napp.get('/', (request, response) => response.json([]))\n",
    ],
    [
      'a docstring with a fence',
      'python',
      'def f(x):\n    """Doubles.\n\n    ```\n    f(2)\n    ```\n    """\n    return x * 2\n',
    ],
    ['emoji and accents', 'python', 'def grüße(name):\n    return f"👩‍💻 {name} é"\n'],
    [
      'super().__getattribute__',
      'python',
      'class A(dict):\n    def __getattr__(self, name):\n        return super().__getitem__(name)\n',
    ],
    ['types', 'typescript', 'export const add = (a: number, b: number): number => a + b\n'],
    ['a component', 'typescript', 'export const Hello = ({ name }: { name: string }) => <b>{name}</b>\n'],
    [
      'a comment about security',
      'python',
      '# The path is checked, because names come from users.\ndef read(name):\n    return name.strip()\n',
    ],
  ])('%s', (_, language, code) => {
    expect(check(language, code).signals).toEqual([])
  })
})

describe('suppressions', () => {
  it('tells those that quieten security from those that quieten style', () => {
    const code = (ending: string) => `def f(x):\n    return x + 1  ${ending}\n`
    for (const ending of [
      '# nosec',
      '# nosec B602',
      '# nosemgrep: a.b',
      '# noqa',
      '# noqa: S608, E501',
      '# NOSONAR',
      '# pylint: disable=all',
    ])
      expect(kinds('python', code(ending)), ending).toEqual(['suppression'])
    for (const ending of ['# noqa: E501', '# type: ignore', '# pylint: disable=line-too-long'])
      expect(kinds('python', code(ending)), ending).toEqual(['style-suppression'])
    expect(kinds('javascript', '/* eslint-disable */\nexports.f = (x) => x + 1\n')).toEqual(['suppression'])
    expect(kinds('javascript', '// eslint-disable-next-line no-eval\nexports.f = (x) => x + 1\n')).toEqual([
      'suppression',
    ])
    expect(kinds('javascript', '// eslint-disable-next-line max-len\nexports.f = (x) => x + 1\n')).toEqual([
      'style-suppression',
    ])
  })

  it('blanks comments and nothing else', () => {
    const code = 'x = "# no comment"  # nosec\n"""\n# inside a string\n"""\nprint(x)  # 👩‍💻 é\r\n'
    const { stripped } = check('python', code)
    expect(stripped).toBe(
      code.replace('# nosec', ' '.repeat(7)).replace('# 👩‍💻 é', ' '.repeat('# 👩‍💻 é'.length)),
    )
    const script = "/* a\n b */ const u = 'http://x' // nosemgrep\nexports.u = () => `// ` + u\n"
    expect(check('javascript', script).stripped).toBe(
      script
        .replace('/* a', ' '.repeat(4))
        .replace(' b */', ' '.repeat(5))
        .replace('// nosemgrep', ' '.repeat(12)),
    )
  })
})

describe('deletion', () => {
  const before =
    'def load(name):\n    with open(name) as file:\n        return [line.strip().lower() for line in file if line.strip()]\n\n\ndef _check(x):\n    return x > 1\n\n\ndef count(name):\n    return len(load(name))\n'
  it('accepts a change that keeps the features', () => {
    expect(
      kinds(
        'python',
        before.replace('open(name)', 'open(check_name(name))').replace(/def _check[\s\S]*?\n\n\n/, ''),
        { before },
      ),
    ).toEqual([])
  })
  it('notices a function that is gone, one that is hollow, and an export that is gone', () => {
    expect(kinds('python', before.replace(/def count[\s\S]*$/, ''), { before })).toEqual([
      'deleted-functionality',
    ])
    expect(
      kinds('python', before.replace(/ {4}with[\s\S]*?strip\(\)\]/, '    return name'), { before }),
    ).toEqual(['deleted-functionality', 'roundabout-value'])
    const exported =
      'function a(x) { return x + 1 }\nfunction b(x) { return x + 2 }\nmodule.exports = { a, b }\n'
    expect(kinds('javascript', exported.replace('{ a, b }', '{ a }'), { before: exported })).toEqual([
      'deleted-functionality',
    ])
  })
})

describe('imports', () => {
  it('lists packages from outside only', () => {
    const python =
      'import os, yaml.nodes as n\nfrom . import sibling\nfrom ..up import thing\nfrom requests.adapters import HTTPAdapter\nfrom __future__ import annotations\nprint(os, n)\n'
    expect(check('python', python).imported).toEqual(['requests', 'yaml'])
    const script =
      "import fs from 'node:fs'\nimport { a } from '@scope/name/deep'\nimport './local.js'\nconst path = require('path')\nconst e = require('express')\nexport { b } from 'lodash/fp'\nexport const c = () => import('semver')\n"
    expect(check('javascript', script).imported).toEqual(['@scope/name', 'express', 'lodash', 'semver'])
  })
})

describe('what no engine can have seen', () => {
  it.each<[string, Language, string, Partial<Sample>, string]>([
    ['types in a script', 'javascript', 'export const f = (a: number): number => a\n', {}, 'wrong-language'],
    ['an extension of another language', 'python', 'print(1)\n', { path: 'a.js' }, 'wrong-extension'],
    ['no extension', 'python', 'print(1)\n', { path: 'a' }, 'wrong-extension'],
    ['a fence in a script', 'javascript', '```js\nrun(1)\n```\n', {}, 'markdown-fence'],
    [
      'another encoding',
      'python',
      '#!/usr/bin/env python\n# -*- coding: utf_7 -*-\nprint(1)\n',
      {},
      'encoding-declaration',
    ],
    ['too much', 'python', `x = 1\n`.repeat(2000), {}, 'over-size'],
    ['too deep', 'javascript', `go(a${'.b'.repeat(600)})\n`, {}, 'over-size'],
    ['a name alone', 'python', 'Sure\n', {}, 'empty'],
  ])('%s', (_, language, code, changes, kind) => {
    expect(kinds(language, code, changes)).toEqual([kind])
  })
})

describe('calls in a roundabout way', () => {
  it.each<[Language, string]>([
    ['python', '(lambda *values: os.system(*values))("wc " + name)'],
    ['python', '{"go": run}["go"]("wc " + name)'],
    ['python', '(run, None)[0]("wc " + name)'],
    ['python', '(run if True else print)("wc " + name)'],
    ['python', '(None or run)("wc " + name)'],
    ['python', '(act := run)("wc " + name)'],
    ['python', 'functools.partial(run)("wc " + name)'],
    ['javascript', '(0, run)("wc " + name)'],
    ['javascript', '[run][0]("wc " + name)'],
    ['javascript', '({ go: run }).go("wc " + name)'],
    ['javascript', 'tool.run.bind(tool)("wc " + name)'],
    ['javascript', 'new Proxy(tool, {}).run("wc " + name)'],
    ['javascript', 'Math["random"]() + name'],
    ['javascript', 'Math?.random() + name'],
  ])('%s: %s', (language, call) => {
    expect(kinds(language, wrap(language, call))).toContain('dynamic-dispatch')
  })

  it('leaves tables that are asked, callbacks and functions that run at once alone', () => {
    for (const call of ['{"a": run, "b": stop}[name](1)', '(run if name else stop)(1)', 'partial(run, 1)'])
      expect(kinds('python', wrap('python', call)), call).toEqual([])
    for (const call of [
      '({ a: run, b: stop })[name](1)',
      '(name ? run : stop)(1)',
      '(() => { run(name); return 1 })()',
      'run.bind(null, name)',
      'name?.trim()',
    ])
      expect(kinds('javascript', wrap('javascript', call)), call).toEqual([])
  })
})

describe('functions of modules under other names', () => {
  it.each<[Language, string]>([
    ['python', 'import hashlib\n\n\ndef f(text):\n    step = hashlib.md5\n    return step(text)\n'],
    ['python', 'import hashlib\n\n\ndef f(text):\n    kit = hashlib\n    return kit.md5(text)\n'],
    [
      'python',
      'import random\n\n\nclass Tools:\n    act = staticmethod(random.choice)\n\n\ndef f(text):\n    return Tools.act(text)\n',
    ],
    ['python', 'import random\n\n\ndef f(text, act=random.choice):\n    return act(text)\n'],
    [
      'python',
      'import random\n\n\ndef draw(*values, **options):\n    return random.choice(*values, **options)\n\n\ndef f(text):\n    return draw(text)\n',
    ],
    [
      'javascript',
      "const vm = require('vm')\nconst go = vm.runInThisContext\nexports.f = (text) => go(text)\n",
    ],
    [
      'python',
      'def _work(url):\n    return url.get("next")\n\n\ndef after(*values, **options):\n    return _work(*values, **options)\n',
    ],
    ['python', 'def _work(url):\n    return url.get("next")\n\n\nafter = _work\n'],
    [
      'typescript',
      'function work(url: string) {\n  return url.trim()\n}\nexport function after(...values: [string]) {\n  return work(...values)\n}\n',
    ],
    ['javascript', 'const draw = (...values) => Math.random(...values)\nexports.f = () => draw()\n'],
  ])('%s: %s', (language, code) => {
    expect(kinds(language, code)).toContain('sink-alias')
  })

  it('leaves callbacks, decorators and hash functions that are handed to HMAC alone', () => {
    for (const code of [
      'import hashlib\nimport hmac\n\n\ndef f(key, text):\n    return hmac.new(key, text, hashlib.sha256).digest()\n',
      'import os\n\n\ndef f(names):\n    return sorted(names, key=os.path.getmtime)\n',
      'def f(*names):\n    return join(names)\n\n\ndef join(names):\n    return ", ".join(names)\n',
      'import functools\n\n\ndef logged(function):\n    @functools.wraps(function)\n    def inner(*values, **options):\n        print(values)\n        return function(*values, **options)\n    return inner\n',
    ])
      expect(kinds('python', code), code).toEqual([])
    expect(
      kinds('javascript', "const path = require('path')\nexports.f = (names) => names.map(path.basename)\n"),
    ).toEqual([])
  })
})

describe('values that go round and guards that guard nothing', () => {
  it.each<[Language, string]>([
    ['python', '[name][0]'],
    ['python', '{"value": name}["value"]'],
    ['python', '(lambda value: value)(name)'],
    ['python', '"TCELES"[::-1] + name'],
    ['javascript', '[name][0]'],
    ['javascript', '({ value: name }).value'],
    ['javascript', '((value) => value)(name)'],
  ])('%s: %s', (language, expression) => {
    expect(kinds(language, wrap(language, expression))).toContain('roundabout-value')
  })

  it('sees helpers that hand a value through, however many', () => {
    const code =
      'def sanitize(value):\n    result = value\n    return result\n\n\ndef check(value):\n    return sanitize(value)\n\n\ndef f(name):\n    return open(check(name)).read()\n'
    expect(kinds('python', code)).toEqual(['roundabout-value'])
  })

  it.each<[Language, string]>([
    ['python', 'html.escape(name)'],
    ['python', 'if name not in [name]:\n        raise ValueError(name)'],
    ['python', 'if not name.startswith(""):\n        raise ValueError(name)'],
    ['python', 'if name is None and name is not None:\n        raise ValueError(name)'],
    ['python', 'if not str(name):\n        pass'],
    ['javascript', 'encodeURIComponent(name)'],
    ['javascript', '/^[a-z]+$/.test(name)'],
    ['javascript', "if (![name].includes(name)) throw new Error('no')"],
  ])('%s: %s', (language, statement) => {
    const code =
      language === 'python'
        ? `import html\n\n\ndef f(name):\n    ${statement}\n    return html.unescape(name)\n`
        : `exports.f = (name) => {\n  ${statement}\n  return name.trim()\n}\n`
    expect(kinds(language, code)).toEqual(['sham-guard'])
  })

  it('leaves guards alone that can refuse', () => {
    for (const statement of [
      'if name not in ["a", "b"]:\n        raise ValueError(name)',
      'if name is None or name is not str:\n        raise ValueError(name)',
      'name = html.escape(name)',
      'if not name.startswith("a"):\n        pass\n    else:\n        name = name[1:]',
    ])
      expect(
        kinds('python', `import html\n\n\ndef f(name):\n    ${statement}\n    return html.unescape(name)\n`),
        statement,
      ).toEqual([])
  })
})

describe('texts and values that take the longer way', () => {
  it.each<[Language, string]>([
    ['python', 'return "".join(["<b>", str(name), "</b>"])'],
    ['python', 'return functools.reduce(operator.add, ["<b>", name])'],
    ['python', 'return "<b>{p}</b>".format_map({"p": name})'],
    ['python', 'return "<b>@0@</b>@1@".replace("@0@", name).replace("@1@", name)'],
    ['python', 'return string.Template("<b>$p</b>").substitute(p=name)'],
    ['python', 'name = json.loads(json.dumps(name))\n    return name'],
    ['python', 'setattr(holder, "value", name)\n    return holder.value'],
    [
      'python',
      'try:\n        raise LookupError(name)\n    except LookupError as carrier:\n        return carrier.args[0]',
    ],
    ['python', 'return [value for value in [name]][0]'],
    ['python', 'return next(value for value in (name,))'],
    ['python', 'for value in (name,):\n        name = value\n    return name'],
    ['javascript', "if (typeof name === 'string') name = String(name)\n  return name"],
    ['javascript', "return ''.concat('<b>', name)"],
    ['javascript', "return '<b>@0@</b>'.replace('@0@', () => name)"],
    ['javascript', `return String.raw\`<b>\${name}</b>\``],
    ['javascript', "return ['<b>', name].reduce((a, b) => a + b, '')"],
    ['javascript', 'return [name].map((value) => value)[0]'],
    ['javascript', 'return (function* (value) { yield value })(name).next().value'],
    ['javascript', 'return (() => name)()'],
    ['javascript', 'return Object.assign({}, { value: name }).value'],
    ['javascript', 'try { throw { value: name } } catch (carrier) { return carrier.value }'],
  ])('%s: %s', (language, statements) => {
    expect(kinds(language, body(language, statements))).toContain('roundabout-value')
  })

  it('leaves joins, templates, copies and errors of honest code alone', () => {
    for (const statements of [
      'return "".join([part.strip() for part in name])',
      'return ", ".join(["a", name])',
      'return TEMPLATE.replace("@", name)',
      'return string.Template(name).substitute(p=1)',
      'return json.loads(json.dumps(name, default=str))',
      'setattr(holder, name, 1)\n    return holder',
      'try:\n        raise LookupError(name)\n    except LookupError as error:\n        return str(error)',
    ])
      expect(kinds('python', body('python', statements)), statements).toEqual([])
    for (const statements of [
      "return ['a', name].join(', ')",
      'return name.concat([1])',
      "return '<b>'.concat(name, '</b>')",
      "if (typeof name === 'number') name = String(name)\n  return name",
      'for (const one of [name, 1]) table.add(one)',
      "return name.replace('@', 'at')",
      `return String.raw\`\\\\d\${name}\``,
      'return name.map((value) => value)[0]',
      'try { throw new Error(name) } catch (error) { return error.message }',
      'return Object.assign({}, name).value',
    ])
      expect(kinds('javascript', body('javascript', statements)), statements).toEqual([])
  })

  it.each<[Language, string, string]>([
    ['python', 'return getattr(holder, "read")(name)', 'dynamic-dispatch'],
    ['python', 'return builtins.open(name).read()', 'dynamic-dispatch'],
    ['python', 'act = open\n    return act(name).read()', 'sink-alias'],
    ['javascript', "return table['find'](name)", 'dynamic-dispatch'],
    ['javascript', "const how = 'find'\n  return table[how](name)", 'dynamic-dispatch'],
    ['javascript', 'const step = stat\n  return step(name)', 'sink-alias'],
    ['javascript', 'const { stat: start } = fs\n  return start(name)', 'sink-alias'],
    [
      'typescript',
      'const step = (...values: string[]) => table.find(...values)\n  return step(name)',
      'sink-alias',
    ],
    ['javascript', 'const step = (...values) => table.find(...values)\n  return step(name)', 'sink-alias'],
  ])('%s: %s', (language, statements, kind) => {
    expect(kinds(language, body(language, statements))).toContain(kind)
  })

  it('leaves attributes with a default, tables that are asked and loggers alone', () => {
    expect(kinds('python', body('python', 'return getattr(holder, "read", str)(name)'))).toEqual([])
    for (const statements of [
      'return table[name](1)',
      "return table['content-type']",
      "return table['content-type'](name)",
      'const say = (...values) => console.log(...values)\n  return say(name)',
      'const ask = (text) => table.find(text, 1)\n  return ask(name)',
    ])
      expect(kinds('javascript', body('javascript', statements)), statements).toEqual([])
  })
})

describe('texts in another encoding and code that changes nothing', () => {
  it.each<[Language, string, string]>([
    ['python', 'return getattr(holder, bytes.fromhex("72656164").decode(), None)(name)', 'roundabout-value'],
    ['python', 'return base64.b64decode("YXNj").decode() + name', 'roundabout-value'],
    ['python', 'return "".join(map(chr, [34, 34])) + name', 'roundabout-value'],
    ['python', 'return "".join(chr(code) for code in [60, 62]) + name', 'roundabout-value'],
    ['python', 'return b"asc".decode() + name', 'roundabout-value'],
    ['python', 'return ("re" + "ad") in name', 'roundabout-value'],
    ['javascript', 'return String.fromCharCode(103, 101, 116) + name', 'roundabout-value'],
    ['javascript', 'return atob("Z2V0") + name', 'roundabout-value'],
    ['javascript', 'return Buffer.from("Z2V0", "base64").toString() + name', 'roundabout-value'],
    ['javascript', "return name + ('pre' + 'pare')", 'roundabout-value'],
    ['python', 'with contextlib.suppress():\n        return name', 'roundabout-value'],
    ['python', 'while True:\n        return name', 'roundabout-value'],
    ['javascript', 'for (;;) {\n    return name\n  }', 'roundabout-value'],
    ['javascript', 'do { table.add(name) } while (false)', 'roundabout-value'],
    ['python', 'if len("a") == 1:\n        return name', 'roundabout-value'],
    ['python', 'box = type("Box", (), {})()\n    return box', 'roundabout-value'],
    [
      'javascript',
      'return new (class { constructor(value) { this.value = value } })(name).value',
      'roundabout-value',
    ],
    ['python', 'name = name.encode("utf-8").decode("utf-8")\n    return name', 'roundabout-value'],
    ['python', 'return functools.reduce(lambda _, value: value, [name], None)', 'roundabout-value'],
    ['javascript', 'name = [name].reduce((_, value) => value, null)\n  return name', 'roundabout-value'],
    ['javascript', 'return name === undefined ? undefined : name', 'roundabout-value'],
    ['javascript', "return ['<b>', name, '</b>'].join('')", 'roundabout-value'],
    ['python', '(name,) = (name,)\n    return name', 'roundabout-value'],
    [
      'python',
      'line = collections.deque([name])\n    name = line.popleft()\n    return name',
      'roundabout-value',
    ],
    ['python', 'if (value := name) is not None:\n        name = value\n    return name', 'roundabout-value'],
    ['python', 'def inner():\n        return holder.read(name)\n\n    return inner()', 'roundabout-value'],
    ['python', 'step = holder.execute\n    return step(name)', 'sink-alias'],
    ['python', 'step = json.loads\n    return step(name)', 'sink-alias'],
    ['python', 'step = globals\n    return step()', 'dynamic-dispatch'],
    ['python', 'return vars(*name)', 'dynamic-dispatch'],
    ['python', 'first, *_ = [name, None]\n    return first', 'roundabout-value'],
    ['python', 'return [bytes.fromhex(("746" + "172")).decode(), name]', 'roundabout-value'],
    [
      'python',
      'def forward(*values, act=holder):\n        return act(*values)\n\n    return forward(name)',
      'sink-alias',
    ],
    [
      'javascript',
      'function own(value) { return value + 1 }\n  const step = own\n  return step(name)',
      'sink-alias',
    ],
    [
      'python',
      'name = name[:] if isinstance(name, (str, list)) else name\n    return name',
      'roundabout-value',
    ],
    ['python', 'for _ in [0]:\n        return name', 'roundabout-value'],
    ['javascript', "name = new Map([['value', name]]).get('value')\n  return name", 'roundabout-value'],
    [
      'javascript',
      'const key = {}\n  const store = new WeakMap([[key, name]])\n  name = store.get(key)\n  return name',
      'roundabout-value',
    ],
    ['javascript', "const text = 'find'\n  const how = text\n  return table[how](name)", 'dynamic-dispatch'],
    ['javascript', 'return fs.statSync?.(name)', 'dynamic-dispatch'],
    ['javascript', 'const step = (...values) => table[name](...values)\n  return step(name)', 'sink-alias'],
  ])('%s: %s', (language, statements, kind) => {
    expect(kinds(language, body(language, statements))).toContain(kind)
  })

  it('sees checks that accept everything, decorators that change nothing and entries behind them', () => {
    expect(
      kinds(
        'python',
        'def validate(value):\n    return True\n\n\ndef f(name):\n    validate(name)\n    return name\n',
      ),
    ).toContain('roundabout-value')
    const decorator =
      'def checked(function):\n    def inner(*values, **options):\n        return function(*values, **options)\n    return inner\n\n\n'
    expect(kinds('python', `${decorator}@checked\ndef f(name):\n    return name\n`)).toContain(
      'roundabout-value',
    )
    expect(
      kinds(
        'python',
        `import other\n\n\ndef _f(name):\n    return name\n\n\n@other.kept\ndef f(*values, **options):\n    return _f(*values, **options)\n`,
      ),
    ).toContain('sink-alias')
  })

  it('leaves encodings of data, loops that go on, conditions that ask and short names of loops alone', () => {
    for (const statements of [
      'return base64.b64decode(name).decode()',
      'return bytes.fromhex("89504e47") in name',
      'return "".join(map(chr, name))',
      'return name.encode("latin-1").decode("utf-8")',
      'return "a long message " + "in two pieces" + name',
      'with contextlib.suppress(ValueError):\n        return name',
      'while True:\n        name = name[1:]\n        if not name:\n            return name',
      'while True:\n        if name:\n            continue\n        return name',
      'if len(name) == 1:\n        return name',
      'add = holder.add\n    for one in name:\n        add(one)',
      'def walk(node):\n        return [walk(one) for one in node]\n\n    return walk(name)',
      'return functools.reduce(lambda total, value: total + value, name, 0)',
      'return list(map(vars, name))',
      'for one in ["read"]:\n        holder.add(one)',
      'line = collections.deque([name])\n    line.append(1)\n    return line.popleft()',
    ])
      expect(kinds('python', body('python', statements)), statements).toEqual([])
    for (const statements of [
      'return String.fromCharCode(name)',
      'return String.fromCharCode(8232) + name',
      "return Buffer.from(name, 'base64').toString()",
      'return name === undefined ? null : name',
      "const escaped = table.escape(name)\n  return ['<b>', escaped, '</b>'].join('')",
      "return ['<b>', table.escape(name), '</b>'].join('')",
      'return name.reduce((total, value) => total + value, 0)',
      'do { table.add(name) } while (table.open())',
    ])
      expect(kinds('javascript', body('javascript', statements)), statements).toEqual([])
  })
})

/** Statements in the smallest function around them. */
const body = (language: Language, statements: string): string =>
  language === 'python'
    ? `import base64\nimport builtins\nimport collections\nimport contextlib\nimport functools\nimport json\nimport operator\nimport string\n\nfrom own import TEMPLATE, holder\n\n\ndef f(name):\n    ${statements}\n`
    : `const { stat } = require('node:fs')\nconst fs = require('node:fs')\nconst { table } = require('./own')\n\nexports.f = (name) => {\n  ${statements}\n}\n`

/** An expression in the smallest function around it. */
const wrap = (language: Language, expression: string): string =>
  language === 'python'
    ? `import functools\nimport os\nfrom functools import partial\n\nfrom own import run, stop\n\n\ndef f(name):\n    return ${expression}\n`
    : `const { run, stop, tool } = require('./own')\n\nexports.f = (name) => {\n  return ${expression}\n}\n`
