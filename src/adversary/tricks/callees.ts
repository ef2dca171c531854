import type { Random, Trick, TrickSubject } from './port.ts'
import {
  type Call,
  insertAfterImports,
  insertInto,
  listCalls,
  listFunctions,
  maskText,
  pick,
  replaceRange,
} from './source-text.ts'

/** Another expression for what is called, and statements that it needs before it. */
interface Callee {
  expression: string
  /** In front of the functions. */
  before?: string
  /** First in the function around it. */
  inside?: string
}

/** Parts of `os.path.join`: what stands before the last dot, and the name behind it. */
function split(callee: string): { owner: string; last: string } | null {
  const dot = callee.lastIndexOf('.')
  return dot < 0 ? null : { owner: callee.slice(0, dot), last: callee.slice(dot + 1) }
}

/** Calls of modules' functions and of built-ins that are worth hiding come first, the others where there is none. */
const WORTH =
  /^(?:os|subprocess|pickle|marshal|yaml|shelve|random|hashlib|ssl|sqlite3|tempfile|urllib|requests|xml|zipfile|tarfile|shutil|re|cp|child_process|crypto|fs|vm|path|http|https|tls|Math|Object|JSON|Buffer)\b|(?:^|\.)(?:eval|exec|execute|executescript|open|system|run|Popen|loads?|execSync|exec|prepare|query|readFileSync|writeFileSync|createHash|random|Function|assign|match|test|replace|get|fetch)$/

function chooseCall(subject: TrickSubject, random: Random, fits: (call: Call) => boolean): Call | undefined {
  const calls = listCalls(maskText(subject.code, subject.language)).filter(fits)
  const worth = calls.filter(({ callee }) => WORTH.test(callee))
  return pick(worth.length > 0 ? worth : calls, random)
}

function rewriteCallee(
  name: string,
  group: Trick['group'],
  language: 'python' | 'script',
  make: (call: Call) => Callee | null,
  source = 'scanners.md: dispatch by name',
): Trick {
  return {
    name,
    group,
    languages: language === 'python' ? ['python'] : ['javascript', 'typescript'],
    preserving: true,
    source,
    apply(subject, random) {
      const call = chooseCall(subject, random, (candidate) => make(candidate) !== null)
      const made = call && make(call)
      if (!call || !made) return null
      let code = replaceRange(subject.code, call.start, call.open, made.expression)
      if (made.inside !== undefined) {
        const around = listFunctions(code, subject.language)
          .filter(({ bodyStart }) => bodyStart <= call.start)
          .at(-1)
        if (!around) return null
        code = insertInto(code, around, made.inside)
      }
      return made.before === undefined ? code : insertAfterImports(code, made.before, subject.language)
    },
  }
}

const ofModule = (call: Call, make: (owner: string, last: string) => Callee): Callee | null => {
  const parts = split(call.callee)
  return parts && /^[A-Za-z_]\w*(?:\.\w+)*$/.test(parts.owner) ? make(parts.owner, parts.last) : null
}
const isModuleLike = (owner: string): boolean =>
  /^(?:os|subprocess|pickle|marshal|yaml|shelve|random|hashlib|ssl|sqlite3|tempfile|shutil|re|json|html|time|socket|cp|child_process|crypto|fs|vm|path|http|https|tls|Math|Object|JSON|Buffer)(?:\.\w+)*$/.test(
    owner,
  )
const halves = (name: string): [string, string] => [
  name.slice(0, Math.ceil(name.length / 2)),
  name.slice(Math.ceil(name.length / 2)),
]

export const PYTHON_CALLEES: readonly Trick[] = [
  rewriteCallee('alias-in-the-function', 'name', 'python', ({ callee }) =>
    isBound(callee) ? { expression: 'step', inside: `step = ${callee}` } : null,
  ),
  rewriteCallee('alias-of-the-module', 'name', 'python', (call) =>
    ofModule(call, (owner, last) =>
      isModuleLike(owner) ? { expression: `kit.${last}`, inside: `kit = ${owner}` } : { expression: '' },
    )?.expression
      ? ofModule(call, (owner, last) => ({ expression: `kit.${last}`, inside: `kit = ${owner}` }))
      : null,
  ),
  rewriteCallee('alias-at-the-top', 'name', 'python', ({ callee }) => {
    const parts = split(callee)
    return !parts || isModuleLike(parts.owner)
      ? { expression: 'perform', before: `\nperform = ${callee}\n` }
      : null
  }),
  rewriteCallee('from-import-as', 'name', 'python', (call) => {
    const parts = split(call.callee)
    return parts && isModuleLike(parts.owner)
      ? { expression: 'carry_out', before: `from ${parts.owner} import ${parts.last} as carry_out` }
      : null
  }),
  rewriteCallee('import-as', 'name', 'python', (call) => {
    const parts = split(call.callee)
    return parts && isModuleLike(parts.owner)
      ? { expression: `toolbox.${parts.last}`, before: `import ${parts.owner} as toolbox` }
      : null
  }),
  rewriteCallee('getattr-literal', 'dispatch', 'python', (call) =>
    ofModule(call, (owner, last) => ({ expression: `getattr(${owner}, "${last}")` })),
  ),
  rewriteCallee('getattr-pieces', 'dispatch', 'python', (call) =>
    ofModule(call, (owner, last) => {
      const [a, b] = halves(last)
      return { expression: `getattr(${owner}, "${a}" + "${b}")` }
    }),
  ),
  rewriteCallee('getattr-reversed', 'dispatch', 'python', (call) =>
    ofModule(call, (owner, last) => ({
      expression: `getattr(${owner}, "${[...last].reverse().join('')}"[::-1])`,
    })),
  ),
  rewriteCallee('getattr-by-a-variable', 'dispatch', 'python', (call) =>
    ofModule(call, (owner, last) => ({ expression: `getattr(${owner}, mode)`, inside: `mode = "${last}"` })),
  ),
  rewriteCallee('dunder-dict', 'dispatch', 'python', (call) => {
    const parts = split(call.callee)
    return parts && isModuleLike(parts.owner)
      ? { expression: `${parts.owner}.__dict__["${parts.last}"]` }
      : null
  }),
  rewriteCallee('vars', 'dispatch', 'python', (call) => {
    const parts = split(call.callee)
    return parts && isModuleLike(parts.owner) ? { expression: `vars(${parts.owner})["${parts.last}"]` } : null
  }),
  rewriteCallee('dunder-import', 'dispatch', 'python', (call) => {
    const parts = split(call.callee)
    return parts && isModuleLike(parts.owner) && !parts.owner.includes('.')
      ? { expression: `__import__("${parts.owner}").${parts.last}` }
      : null
  }),
  rewriteCallee('importlib', 'dispatch', 'python', (call) => {
    const parts = split(call.callee)
    return parts && isModuleLike(parts.owner)
      ? { expression: `importlib.import_module("${parts.owner}").${parts.last}`, before: 'import importlib' }
      : null
  }),
  rewriteCallee('sys-modules', 'dispatch', 'python', (call) => {
    const parts = split(call.callee)
    return parts && isModuleLike(parts.owner)
      ? { expression: `sys.modules["${parts.owner}"].${parts.last}`, before: 'import sys' }
      : null
  }),
  rewriteCallee('globals', 'dispatch', 'python', (call) => {
    const parts = split(call.callee)
    return parts && isModuleLike(parts.owner) && !parts.owner.includes('.')
      ? { expression: `globals()["${parts.owner}"].${parts.last}` }
      : null
  }),
  rewriteCallee('builtins', 'dispatch', 'python', ({ callee }) =>
    /^(?:eval|exec|open|compile)$/.test(callee)
      ? { expression: `builtins.${callee}`, before: 'import builtins' }
      : null,
  ),
  rewriteCallee('attrgetter', 'dispatch', 'python', (call) =>
    ofModule(call, (owner, last) => ({
      expression: `operator.attrgetter("${last}")(${owner})`,
      before: 'import operator',
    })),
  ),
  rewriteCallee('partial', 'dispatch', 'python', ({ callee }) =>
    isBound(callee) ? { expression: `functools.partial(${callee})`, before: 'import functools' } : null,
  ),
  rewriteCallee('lambda', 'dispatch', 'python', ({ callee }) => ({
    expression: `(lambda *values, **options: ${callee}(*values, **options))`,
  })),
  rewriteCallee('dictionary-of-functions', 'dispatch', 'python', ({ callee }) => ({
    expression: `{"go": ${callee}}["go"]`,
  })),
  rewriteCallee('tuple-of-functions', 'dispatch', 'python', ({ callee }) => ({
    expression: `(${callee}, None)[0]`,
  })),
  rewriteCallee('conditional-callee', 'dispatch', 'python', ({ callee }) => ({
    expression: `(${callee} if True else print)`,
  })),
  rewriteCallee('or-callee', 'dispatch', 'python', ({ callee }) => ({ expression: `(None or ${callee})` })),
  rewriteCallee('walrus-callee', 'dispatch', 'python', ({ callee }) => ({
    expression: `(act := ${callee})`,
  })),
  rewriteCallee('class-attribute', 'dispatch', 'python', ({ callee }) => {
    const parts = split(callee)
    return !parts || isModuleLike(parts.owner)
      ? { expression: 'Tools.act', before: `\n\nclass Tools:\n    act = staticmethod(${callee})\n` }
      : null
  }),
  rewriteCallee('default-argument', 'dispatch', 'python', ({ callee }) => {
    const parts = split(callee)
    return !parts || isModuleLike(parts.owner)
      ? {
          expression: 'forward',
          before: `\n\ndef forward(*values, act=${callee}, **options):\n    return act(*values, **options)\n`,
        }
      : null
  }),
  rewriteCallee('wrapper-function', 'structure', 'python', ({ callee }) => {
    const parts = split(callee)
    return !parts || isModuleLike(parts.owner)
      ? {
          expression: 'perform_step',
          before: `\n\ndef perform_step(*values, **options):\n    return ${callee}(*values, **options)\n`,
        }
      : null
  }),
]

function isBound(callee: string): boolean {
  return !/^(?:self|cls)$/.test(callee)
}

const REQUIRED = /^(?:cp|child_process|crypto|fs|vm|path|http|https|tls|url|util|zlib)$/
const moduleOf = (name: string): string => (name === 'cp' ? 'child_process' : name)

const member = (call: Call, make: (owner: string, last: string) => Callee | null): Callee | null => {
  const parts = split(call.callee)
  return parts && !/^(?:module|exports)/.test(parts.owner) ? make(parts.owner, parts.last) : null
}

export const SCRIPT_CALLEES: readonly Trick[] = [
  rewriteCallee('computed-member', 'dispatch', 'script', (call) =>
    member(call, (owner, last) => ({ expression: `${owner}['${last}']` })),
  ),
  rewriteCallee('computed-member-pieces', 'dispatch', 'script', (call) =>
    member(call, (owner, last) => {
      const [a, b] = halves(last)
      return { expression: `${owner}['${a}' + '${b}']` }
    }),
  ),
  rewriteCallee('computed-member-by-a-variable', 'dispatch', 'script', (call) =>
    member(call, (owner, last) => ({ expression: `${owner}[how]`, inside: `const how = '${last}'` })),
  ),
  rewriteCallee('computed-member-joined', 'dispatch', 'script', (call) =>
    member(call, (owner, last) => ({
      expression: `${owner}[[${[...last].map((sign) => `'${sign}'`).join(', ')}].join('')]`,
    })),
  ),
  rewriteCallee('optional-call', 'name', 'script', ({ callee }) => ({ expression: `${callee}?.` })),
  rewriteCallee('optional-member', 'name', 'script', (call) =>
    member(call, (owner, last) => ({ expression: `${owner}?.${last}` })),
  ),
  rewriteCallee('parenthesised-callee', 'name', 'script', (call) =>
    member(call, (owner, last) => ({ expression: `(${owner}).${last}` })),
  ),
  rewriteCallee('bind', 'dispatch', 'script', (call) =>
    member(call, (owner, last) => ({ expression: `${owner}.${last}.bind(${owner})` })),
  ),
  rewriteCallee('alias-bound', 'name', 'script', (call) =>
    member(call, (owner, last) => ({
      expression: 'step',
      inside: `const step = (...values) => ${owner}.${last}(...values)`,
    })),
  ),
  rewriteCallee('alias-in-the-function-js', 'name', 'script', ({ callee }) =>
    callee.includes('.') ? null : { expression: 'step', inside: `const step = ${callee}` },
  ),
  rewriteCallee('destructured-owner', 'name', 'script', (call) =>
    member(call, (owner, last) =>
      REQUIRED.test(owner) ? { expression: 'start', inside: `const { ${last}: start } = ${owner}` } : null,
    ),
  ),
  rewriteCallee('destructured-require', 'name', 'script', (call) =>
    member(call, (owner, last) =>
      REQUIRED.test(owner)
        ? { expression: 'begin', before: `const { ${last}: begin } = require('${moduleOf(owner)}')` }
        : null,
    ),
  ),
  rewriteCallee('require-in-place', 'dispatch', 'script', (call) =>
    member(call, (owner, last) =>
      REQUIRED.test(owner) ? { expression: `require('${moduleOf(owner)}').${last}` } : null,
    ),
  ),
  rewriteCallee('require-pieces', 'dispatch', 'script', (call) =>
    member(call, (owner, last) => {
      if (!REQUIRED.test(owner)) return null
      const [a, b] = halves(moduleOf(owner))
      return { expression: `require('${a}' + '${b}').${last}` }
    }),
  ),
  rewriteCallee('require-node-prefix', 'name', 'script', (call) =>
    member(call, (owner, last) =>
      REQUIRED.test(owner)
        ? { expression: `tools.${last}`, before: `const tools = require('node:${moduleOf(owner)}')` }
        : null,
    ),
  ),
  rewriteCallee('comma-callee', 'dispatch', 'script', ({ callee }) =>
    callee.includes('.') ? null : { expression: `(0, ${callee})` },
  ),
  rewriteCallee('reflect-get', 'dispatch', 'script', (call) =>
    member(call, (owner, last) =>
      REQUIRED.test(owner) ? { expression: `Reflect.get(${owner}, '${last}')` } : null,
    ),
  ),
  rewriteCallee('object-of-functions', 'dispatch', 'script', (call) =>
    member(call, (owner, last) => ({
      expression: `({ go: (...values) => ${owner}.${last}(...values) }).go`,
    })),
  ),
  rewriteCallee('array-of-functions', 'dispatch', 'script', (call) =>
    member(call, (owner, last) => ({ expression: `[(...values) => ${owner}.${last}(...values)][0]` })),
  ),
  rewriteCallee('wrapper-function-js', 'structure', 'script', (call) =>
    member(call, (owner, last) =>
      REQUIRED.test(owner) || /^(?:Math|Object|JSON|Buffer)$/.test(owner)
        ? {
            expression: 'performStep',
            before: `\nfunction performStep(...values) {\n  return ${owner}.${last}(...values)\n}\n`,
          }
        : null,
    ),
  ),
  rewriteCallee('class-method', 'dispatch', 'script', (call) =>
    member(call, (owner, last) =>
      REQUIRED.test(owner)
        ? {
            expression: 'Tools.act',
            before: `\nclass Tools {\n  static act(...values) {\n    return ${owner}.${last}(...values)\n  }\n}\n`,
          }
        : null,
    ),
  ),
  rewriteCallee('proxy', 'dispatch', 'script', (call) =>
    member(call, (owner, last) =>
      REQUIRED.test(owner) ? { expression: `new Proxy(${owner}, {}).${last}` } : null,
    ),
  ),
  rewriteCallee('global-this', 'dispatch', 'script', ({ callee }) =>
    /^(?:eval|Function|setTimeout|fetch)$/.test(callee) ? { expression: `globalThis.${callee}` } : null,
  ),
]
