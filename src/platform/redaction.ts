/** What was taken out of a text: how many of which kind. Never the secret. */
export interface Redaction {
  text: string
  found: Record<string, number>
}

/**
 * Kinds of secrets by form. Each pattern's first group, where there is one, is the secret itself; `sign` is
 * what no match is without, so that a text without any sign is passed over at once.
 */
const PATTERNS: readonly { kind: string; sign: string; pattern: RegExp }[] = [
  {
    kind: 'private-key',
    sign: 'PRIVATE KEY',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]{20,}?-----END [A-Z ]*PRIVATE KEY-----/g,
  },
  {
    kind: 'aws-access-key',
    sign: 'AKIA|ASIA|ABIA|ACCA',
    pattern: /\b((?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16})\b/g,
  },
  {
    kind: 'github-token',
    sign: 'gh[pousr]_|github_pat_',
    pattern: /\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})\b/g,
  },
  { kind: 'gitlab-token', sign: 'glpat-', pattern: /\b(glpat-[A-Za-z0-9_-]{20,})/g },
  { kind: 'npm-token', sign: 'npm_', pattern: /\b(npm_[A-Za-z0-9]{36})\b/g },
  { kind: 'pypi-token', sign: 'pypi-', pattern: /\b(pypi-[A-Za-z0-9_-]{50,})/g },
  { kind: 'slack-token', sign: 'xox', pattern: /\b(xox[abeoprs]-[A-Za-z0-9-]{10,})/g },
  { kind: 'google-api-key', sign: 'AIza', pattern: /\b(AIza[A-Za-z0-9_-]{35})\b/g },
  { kind: 'stripe-key', sign: '[rs]k_', pattern: /\b([rs]k_(?:live|test)_[A-Za-z0-9]{16,})\b/g },
  { kind: 'model-api-key', sign: 'sk-', pattern: /\b(sk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,})/g },
  { kind: 'sbr-key', sign: 'sbr_', pattern: /\b(sbr_[A-Za-z0-9]{5,}_[A-Za-z0-9_-]{32,})/g },
  {
    kind: 'jwt',
    sign: 'eyJ',
    pattern: /\b(eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{16,})/g,
  },
  {
    kind: 'url-password',
    sign: ':\\/\\/',
    pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@'"]{1,80}:([^\s/@'"]{3,200})@/gi,
  },
  {
    kind: 'authorization',
    sign: 'authorization',
    pattern: /\b(?:authorization["']?\s*[:=]\s*["']?(?:bearer|basic|token)\s+)([A-Za-z0-9+/_.=-]{12,})/gi,
  },
]

/** Signs as they stand in the patterns, and apart from them the one that is written in any case. */
const SIGNS = new RegExp(
  PATTERNS.map(({ sign }) => sign)
    .filter((sign) => sign !== 'authorization')
    .join('|'),
)
const AUTHORIZATION = /authorization/i

/** Replaces secrets that show themselves by their form with `[redacted:<kind>]`; the rest stays byte for byte. */
export function redactSecrets(text: string): Redaction {
  const found: Record<string, number> = {}
  if (!SIGNS.test(text) && !AUTHORIZATION.test(text)) return { text, found }
  let result = text
  for (const { kind, pattern } of PATTERNS) {
    result = result.replace(pattern, (match: string, secret: unknown) => {
      found[kind] = (found[kind] ?? 0) + 1
      return typeof secret === 'string'
        ? match.replace(secret, () => `[redacted:${kind}]`)
        : `[redacted:${kind}]`
    })
  }
  return { text: result, found }
}
