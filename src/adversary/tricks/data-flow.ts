import type { Random, Trick, TrickSubject } from './port.ts'
import { insertAfterImports, insertInto, listFunctions, pick } from './source-text.ts'

/** What a parameter is replaced by at the beginning of its function; `top` goes in front of the functions. */
interface Detour {
  inside: (name: string) => string
  top?: string
}

function detour(
  name: string,
  language: 'python' | 'script',
  make: Detour,
  group: Trick['group'] = 'data-flow',
  source = 'taint that is lost on the way',
): Trick {
  return {
    name,
    group,
    languages: language === 'python' ? ['python'] : ['javascript', 'typescript'],
    preserving: true,
    source,
    apply: (subject, random) => applyDetour(subject, random, make),
  }
}

function applyDetour(subject: TrickSubject, random: Random, make: Detour): string | null {
  const functions = listFunctions(subject.code, subject.language).filter(
    ({ parameters }) => parameters.length > 0,
  )
  const entry = functions.find(({ name }) => name === subject.entryPoint) ?? pick(functions, random)
  const parameter = entry && pick(entry.parameters, random)
  if (!entry || !parameter) return null
  const code = insertInto(subject.code, entry, make.inside(parameter))
  return make.top === undefined ? code : insertAfterImports(code, make.top, subject.language)
}

const python = (name: string, inside: Detour['inside'], top?: string): Trick =>
  detour(name, 'python', top === undefined ? { inside } : { inside, top })
const script = (name: string, inside: Detour['inside'], top?: string): Trick =>
  detour(name, 'script', top === undefined ? { inside } : { inside, top })

export const DATA_FLOW: readonly Trick[] = [
  python('through-a-list', (p) => `${p} = [${p}][0]`),
  python('through-a-dictionary', (p) => `${p} = {"value": ${p}}["value"]`),
  python('through-a-tuple', (p) => `(${p},) = (${p},)`),
  python('through-a-lambda', (p) => `${p} = (lambda value: value)(${p})`),
  python('through-a-helper', (p) => `${p} = pass_on(${p})`, '\n\ndef pass_on(value):\n    return value\n'),
  python(
    'through-two-helpers',
    (p) => `${p} = hand_over(${p})`,
    '\n\ndef pass_on(value):\n    return value\n\n\ndef hand_over(value):\n    return pass_on(value)\n',
  ),
  python(
    'through-three-helpers',
    (p) => `${p} = take(${p})`,
    '\n\ndef pass_on(value):\n    result = value\n    return result\n\n\ndef hand_over(value):\n    return pass_on(value)\n\n\ndef take(value):\n    return hand_over(value)\n',
  ),
  python('through-a-comprehension', (p) => `${p} = [value for value in [${p}]][0]`),
  python('through-a-generator', (p) => `${p} = next(value for value in (${p},))`),
  python('through-map', (p) => `${p} = list(map(lambda value: value, [${p}]))[0]`),
  python(
    'through-reduce',
    (p) => `${p} = functools.reduce(lambda _, value: value, [${p}], None)`,
    'import functools',
  ),
  python(
    'through-an-exception',
    (p) => `try:\n    raise LookupError(${p})\nexcept LookupError as carrier:\n    ${p} = carrier.args[0]`,
  ),
  python('through-a-global', (p) => `global _box\n_box = ${p}\n${p} = _box`),
  python(
    'through-an-attribute',
    (p) => `box = Box()\nbox.value = ${p}\n${p} = box.value`,
    '\n\nclass Box:\n    value = None\n',
  ),
  python('through-a-closure', (p) => `def give(value=${p}):\n    return value\n\n${p} = give()`),
  python('through-a-copy', (p) => `${p} = copy.deepcopy(${p})`, 'import copy'),
  python('through-json', (p) => `${p} = json.loads(json.dumps(${p}))`, 'import json'),
  python(
    'through-a-queue',
    (p) => `line = collections.deque([${p}])\n${p} = line.popleft()`,
    'import collections',
  ),
  python('through-a-loop', (p) => `for value in (${p},):\n    ${p} = value`),
  python('through-str', (p) => `${p} = str(${p}) if isinstance(${p}, str) else ${p}`),
  python('through-format', (p) => `${p} = f"{${p}}" if isinstance(${p}, str) else ${p}`),
  python(
    'letter-by-letter',
    (p) => `if isinstance(${p}, str):\n    ${p} = "".join(letter for letter in ${p})`,
  ),
  python(
    'through-bytes',
    (p) => `if isinstance(${p}, str):\n    ${p} = ${p}.encode("utf-8").decode("utf-8")`,
  ),
  python('through-a-slice', (p) => `${p} = ${p}[:] if isinstance(${p}, (str, list)) else ${p}`),
  python(
    'through-setattr',
    (p) => `holder = type("Holder", (), {})()\nsetattr(holder, "value", ${p})\n${p} = holder.value`,
  ),
  python('through-unpacking', (p) => `first, *_ = [${p}, None]\n${p} = first`),
  python('through-a-walrus', (p) => `if (value := ${p}) is not None:\n    ${p} = value`),
  python(
    'through-a-context',
    (p) => `with contextlib.nullcontext(${p}) as value:\n    ${p} = value`,
    'import contextlib',
  ),
  script('through-an-array', (p) => `${p} = [${p}][0]`),
  script('through-an-object', (p) => `${p} = { value: ${p} }.value`),
  script('through-destructuring', (p) => `;[${p}] = [${p}]`),
  script('through-an-arrow', (p) => `${p} = ((value) => value)(${p})`),
  script(
    'through-a-helper-js',
    (p) => `${p} = passOn(${p})`,
    '\nfunction passOn(value) {\n  return value\n}\n',
  ),
  script(
    'through-three-helpers-js',
    (p) => `${p} = take(${p})`,
    '\nfunction passOn(value) {\n  return value\n}\nfunction handOver(value) {\n  return passOn(value)\n}\nfunction take(value) {\n  return handOver(value)\n}\n',
  ),
  script(
    'through-a-throw',
    (p) => `try {\n  throw { value: ${p} }\n} catch (carrier) {\n  ${p} = carrier.value\n}`,
  ),
  script(
    'through-json-js',
    (p) => `if (${p} !== undefined && typeof ${p} !== 'function') ${p} = JSON.parse(JSON.stringify(${p}))`,
  ),
  script('through-a-map', (p) => `${p} = new Map([['value', ${p}]]).get('value')`),
  script('through-a-set', (p) => `${p} = [...new Set([${p}])][0]`),
  script('through-a-getter', (p) => `const given = ${p}\n${p} = { get value() { return given } }.value`),
  script('through-a-generator-js', (p) => `${p} = (function* (value) { yield value })(${p}).next().value`),
  script(
    'through-a-class',
    (p) => `${p} = new (class { constructor(value) { this.value = value } })(${p}).value`,
  ),
  script('through-assign', (p) => `${p} = Object.assign({}, { value: ${p} }).value`),
  script('through-map-js', (p) => `${p} = [${p}].map((value) => value)[0]`),
  script('through-reduce-js', (p) => `${p} = [${p}].reduce((_, value) => value, null)`),
  script('through-string', (p) => `if (typeof ${p} === 'string') ${p} = String(${p})`),
  script('through-a-template', (p) => `if (typeof ${p} === 'string') ${p} = \`\${${p}}\``),
  script('letter-by-letter-js', (p) => `if (typeof ${p} === 'string') ${p} = [...${p}].join('')`),
  script('through-a-buffer', (p) => `if (typeof ${p} === 'string') ${p} = Buffer.from(${p}).toString()`),
  script('through-a-closure-js', (p) => `const held = ${p}\n${p} = (() => held)()`),
  script('through-a-conditional', (p) => `${p} = ${p} === undefined ? undefined : ${p}`),
  script(
    'through-a-weak-map',
    (p) => `const key = {}\nconst store = new WeakMap([[key, ${p}]])\n${p} = store.get(key)`,
  ),
]

const guard = (name: string, language: 'python' | 'script', inside: Detour['inside'], top?: string): Trick =>
  detour(
    name,
    language,
    top === undefined ? { inside } : { inside, top },
    'look-alike',
    'guards that guard nothing',
  )

/** What looks like a sanitizer or a guard, and is none. */
export const LOOK_ALIKES: readonly Trick[] = [
  guard(
    'sanitizer-that-does-nothing',
    'python',
    (p) => `${p} = sanitize(${p})`,
    '\n\ndef sanitize(value):\n    return value\n',
  ),
  guard(
    'escape-that-does-nothing',
    'python',
    (p) => `${p} = escape(${p})`,
    '\n\ndef escape(value):\n    return value\n',
  ),
  guard(
    'quote-that-does-nothing',
    'python',
    (p) => `${p} = quote(${p})`,
    '\n\ndef quote(value):\n    return value\n',
  ),
  guard(
    'validate-that-does-nothing',
    'python',
    (p) => `validate(${p})`,
    '\n\ndef validate(value):\n    return True\n',
  ),
  guard('escape-of-no-effect', 'python', (p) => `html.escape(str(${p}))`, 'import html'),
  guard('quote-of-no-effect', 'python', (p) => `shlex.quote(str(${p}))`, 'import shlex'),
  guard('match-of-no-effect', 'python', (p) => `re.fullmatch(r"[\\w.-]+", str(${p}))`, 'import re'),
  guard('normalised-and-forgotten', 'python', (p) => `os.path.realpath(str(${p}))`, 'import os'),
  guard(
    'guard-that-cannot-fail',
    'python',
    (p) => `if ${p} is None and ${p} is not None:\n    raise ValueError("bad input")`,
  ),
  guard('guard-that-passes', 'python', (p) => `if not str(${p}):\n    pass`),
  guard(
    'allow-list-of-everything',
    'python',
    (p) => `if ${p} not in [${p}]:\n    raise ValueError("not allowed")`,
  ),
  guard(
    'type-check-alone',
    'python',
    (p) => `if isinstance(${p}, complex):\n    raise TypeError("bad input")`,
  ),
  guard(
    'deny-list-of-little',
    'python',
    (p) => `if isinstance(${p}, str) and "DROP DATABASE" in ${p}:\n    raise ValueError("bad input")`,
  ),
  guard(
    'starts-with-nothing',
    'python',
    (p) => `if isinstance(${p}, str) and not ${p}.startswith(""):\n    raise ValueError("bad input")`,
  ),
  guard('replace-once', 'python', (p) => `if isinstance(${p}, str):\n    ${p} = ${p}.replace("\\x00", "")`),
  guard(
    'sanitizer-that-does-nothing-js',
    'script',
    (p) => `${p} = sanitize(${p})`,
    '\nfunction sanitize(value) {\n  return value\n}\n',
  ),
  guard(
    'escape-that-does-nothing-js',
    'script',
    (p) => `${p} = escapeHtml(${p})`,
    '\nfunction escapeHtml(value) {\n  return value\n}\n',
  ),
  guard(
    'validate-that-does-nothing-js',
    'script',
    (p) => `validate(${p})`,
    '\nfunction validate(value) {\n  return true\n}\n',
  ),
  guard('encode-of-no-effect-js', 'script', (p) => `encodeURIComponent(String(${p}))`),
  guard('match-of-no-effect-js', 'script', (p) => `/^[\\w.-]+$/.test(String(${p}))`),
  guard(
    'guard-that-cannot-fail-js',
    'script',
    (p) => `if (${p} === null && ${p} !== null) throw new Error('bad input')`,
  ),
  guard(
    'allow-list-of-everything-js',
    'script',
    (p) => `if (![${p}].includes(${p})) throw new Error('not allowed')`,
  ),
  guard(
    'starts-with-nothing-js',
    'script',
    (p) => `if (typeof ${p} === 'string' && !${p}.startsWith('')) throw new Error('bad input')`,
  ),
  guard(
    'deny-list-of-little-js',
    'script',
    (p) => `if (typeof ${p} === 'string' && ${p}.includes('DROP DATABASE')) throw new Error('bad input')`,
  ),
  guard('replace-once-js', 'script', (p) => `if (typeof ${p} === 'string') ${p} = ${p}.replace('\\0', '')`),
  guard('own-property-of-no-effect-js', 'script', (p) => `Object.hasOwn(Object(${p}), 'value')`),
]
