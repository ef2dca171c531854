import type { EslintPack } from '../eslint-worker/setup.ts'

/**
 * The rules that are switched on, each with the weakness it reports: ESLint names none. Left out is
 * `security/detect-object-injection`: it reports every computed member access.
 */
export const ESLINT_PACKS: readonly EslintPack[] = [
  {
    name: 'eslint-plugin-security',
    prefix: 'security',
    lineage: 'eslint-plugin-security',
    rules: [
      { id: 'detect-bidi-characters', cwe: [1007], level: 2 },
      { id: 'detect-buffer-noassert', cwe: [125], level: 2 },
      { id: 'detect-child-process', cwe: [78], level: 2 },
      { id: 'detect-disable-mustache-escape', cwe: [79], level: 2 },
      { id: 'detect-eval-with-expression', cwe: [95], level: 2 },
      { id: 'detect-invisible-characters', cwe: [1007], level: 1 },
      { id: 'detect-new-buffer', cwe: [665], level: 1 },
      { id: 'detect-no-csrf-before-method-override', cwe: [352], level: 2 },
      { id: 'detect-non-literal-fs-filename', cwe: [22], level: 1 },
      { id: 'detect-non-literal-regexp', cwe: [1333], level: 1 },
      { id: 'detect-non-literal-require', cwe: [829], level: 1 },
      { id: 'detect-possible-timing-attacks', cwe: [208], level: 1 },
      { id: 'detect-pseudoRandomBytes', cwe: [338], level: 2 },
      { id: 'detect-unsafe-regex', cwe: [1333], level: 2 },
    ],
  },
  {
    name: 'eslint-plugin-no-unsanitized',
    prefix: 'no-unsanitized',
    lineage: 'mozilla',
    rules: [
      { id: 'method', cwe: [79], level: 2 },
      { id: 'property', cwe: [79], level: 2 },
    ],
  },
  {
    name: '@microsoft/eslint-plugin-sdl',
    prefix: '@microsoft/sdl',
    lineage: 'microsoft-sdl',
    rules: [
      { id: 'no-angular-bypass-sanitizer', cwe: [79], level: 2 },
      { id: 'no-angularjs-bypass-sce', cwe: [79], level: 2 },
      { id: 'no-angularjs-enable-svg', cwe: [79], level: 2 },
      { id: 'no-cookies', cwe: [1004], level: 1 },
      { id: 'no-document-domain', cwe: [346], level: 2 },
      { id: 'no-document-write', cwe: [79], level: 2 },
      { id: 'no-electron-node-integration', cwe: [653], level: 2 },
      { id: 'no-html-method', cwe: [79], level: 2 },
      { id: 'no-inner-html', cwe: [79], level: 1 },
      { id: 'no-insecure-random', cwe: [338], level: 1 },
      { id: 'no-insecure-url', cwe: [319], level: 1 },
      { id: 'no-msapp-exec-unsafe', cwe: [79], level: 2 },
      { id: 'no-postmessage-star-origin', cwe: [346], level: 2 },
      { id: 'no-unsafe-alloc', cwe: [908], level: 1 },
      { id: 'no-winjs-html-unsafe', cwe: [79], level: 2 },
    ],
  },
]
