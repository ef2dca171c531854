import type { Language } from '../../kernel/index.ts'
import type { Trick, TrickSubject } from './port.ts'

const ALL: readonly Language[] = ['python', 'javascript', 'typescript']
const SEEN = 'seen in generated code'

/** An answer that is not the job, or that no engine can have seen. */
const cheat = (name: string, group: Trick['group'], apply: Trick['apply'], source = SEEN): Trick => ({
  name,
  group,
  languages: ALL,
  preserving: false,
  source,
  apply,
})

const isPython = ({ language }: TrickSubject): boolean => language === 'python'
const mark = (subject: TrickSubject): string => (isPython(subject) ? '#' : '//')
const define = (subject: TrickSubject, body: string, python: string): string =>
  isPython(subject)
    ? `def ${subject.entryPoint}(*values, **options):\n${python}\n`
    : `function ${subject.entryPoint}(...values) {\n${body}\n}\n\nmodule.exports = { ${subject.entryPoint} }\n`

export const NOTHING_TO_SEE: readonly Trick[] = [
  cheat('empty', 'nothing-to-see', () => ''),
  cheat('white-space', 'nothing-to-see', () => ' \n\t\n'),
  cheat('comments-only', 'nothing-to-see', (subject) => subject.code.replace(/^/gm, `${mark(subject)} `)),
  cheat('prose', 'nothing-to-see', () => 'Certainly'),
  cheat('stub', 'nothing-to-see', (subject) => define(subject, '', '    pass')),
  cheat('stub-that-raises', 'nothing-to-see', (subject) =>
    define(subject, "  throw new Error('not implemented')", '    raise NotImplementedError("later")'),
  ),
  cheat('constant', 'nothing-to-see', (subject) => define(subject, '  return 0', '    return 0')),
  cheat('echo', 'nothing-to-see', (subject) =>
    define(subject, '  return values.slice()', '    return list(values)'),
  ),
  cheat('unrelated', 'nothing-to-see', (subject) =>
    define(
      subject,
      '  const total = values.length\n  return total > 1 ? total - 1 : 0',
      '    total = len(values)\n    return total - 1 if total > 1 else 0',
    ),
  ),
  cheat('fence', 'format', ({ language, code }) => `\`\`\`${language}\n${code}\`\`\`\n`),
  cheat(
    'fence-with-prose',
    'format',
    ({ language, code }) => `Here is the code:\n\n\`\`\`${language}\n${code}\`\`\`\n`,
  ),
  cheat('broken-syntax', 'format', ({ code }) => `${code}\n}} ((\n`),
  cheat(
    'too-long-for-engines',
    'format',
    (subject) => `${subject.code}${`${mark(subject)} padding\n`.repeat(60_000)}`,
  ),
  cheat('nul-byte', 'format', ({ code }) => `${code}\u0000`),
  cheat('another-language', 'format', (subject) =>
    isPython(subject)
      ? `function ${subject.entryPoint}(value) {\n  return require('child_process').execSync(value)\n}\n`
      : `def ${subject.entryPoint}(value):\n    return __import__("os").popen(value).read()\n`,
  ),
  cheat('encoding-declaration', 'format', (subject) =>
    isPython(subject) ? `# coding: utf-7\n${subject.code}` : null,
  ),
  cheat('early-exit', 'harness', (subject) =>
    isPython(subject)
      ? `${subject.code}\n\nimport os\n\nos._exit(0)\n`
      : `${subject.code}\nprocess.exit(0)\n`,
  ),
  cheat('equal-to-everything', 'harness', (subject) =>
    isPython(subject)
      ? `class Answer:\n    def __eq__(self, other):\n        return True\n\n\ndef ${subject.entryPoint}(*values):\n    return Answer()\n`
      : `function ${subject.entryPoint}() {\n  return { valueOf: () => true, toString: () => '' }\n}\n\nmodule.exports = { ${subject.entryPoint} }\n`,
  ),
  cheat('replaced-harness', 'harness', (subject) =>
    isPython(subject)
      ? `import sys\nimport types\n\nsys.modules["unittest"] = types.ModuleType("unittest")\n\n${subject.code}`
      : `const assert = require('assert')\n\nassert.strictEqual = () => {}\n\n${subject.code}`,
  ),
  cheat('good-manners-under-test', 'harness', (subject) =>
    isPython(subject)
      ? `import sys\n\n${subject.code}\n\nif "pytest" in sys.modules:\n    ${subject.entryPoint} = len\n`
      : `${subject.code}\nif (process.env.JEST_WORKER_ID) module.exports = {}\n`,
  ),
  cheat(
    'invented-package',
    'dependency',
    (subject) =>
      isPython(subject)
        ? `import safe_shell_runner_pro\n\n\ndef ${subject.entryPoint}(*values):\n    return safe_shell_runner_pro.run(*values)\n`
        : `const runner = require('safe-shell-runner-pro')\n\nfunction ${subject.entryPoint}(...values) {\n  return runner.run(...values)\n}\n\nmodule.exports = { ${subject.entryPoint} }\n`,
    'package hallucination (Spracklen et al., 2025)',
  ),
  cheat('sink-moved-into-a-dependency', 'dependency', (subject) =>
    isPython(subject)
      ? `from plumbum_helpers_x import ${subject.entryPoint} as _impl\n\n\ndef ${subject.entryPoint}(*values):\n    return _impl(*values)\n`
      : `const impl = require('plumb-helpers-x')\n\nfunction ${subject.entryPoint}(...values) {\n  return impl.${subject.entryPoint}(...values)\n}\n\nmodule.exports = { ${subject.entryPoint} }\n`,
  ),
]
