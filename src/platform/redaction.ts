/** What was taken out of a text: how many of which kind. Never the secret. */
export interface Redaction {
  text: string
  found: Record<string, number>
}

/** Kinds of secrets by form. Each pattern's first group, where there is one, is the secret itself. */
const PATTERNS: readonly { kind: string; pattern: RegExp }[] = [
  {
    kind: 'private-key',
    pattern: /-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]{20,}?-----END [A-Z ]*PRIVATE KEY-----/g,
  },
  { kind: 'aws-access-key', pattern: /\b((?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16})\b/g },
  { kind: 'github-token', pattern: /\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})\b/g },
  { kind: 'gitlab-token', pattern: /\b(glpat-[A-Za-z0-9_-]{20,})/g },
  { kind: 'npm-token', pattern: /\b(npm_[A-Za-z0-9]{36})\b/g },
  { kind: 'pypi-token', pattern: /\b(pypi-[A-Za-z0-9_-]{50,})/g },
  { kind: 'slack-token', pattern: /\b(xox[abeoprs]-[A-Za-z0-9-]{10,})/g },
  { kind: 'google-api-key', pattern: /\b(AIza[A-Za-z0-9_-]{35})\b/g },
  { kind: 'stripe-key', pattern: /\b([rs]k_(?:live|test)_[A-Za-z0-9]{16,})\b/g },
  { kind: 'model-api-key', pattern: /\b(sk-(?:ant-|proj-)?[A-Za-z0-9_-]{32,})/g },
  { kind: 'sbr-key', pattern: /\b(sbr_[A-Za-z0-9]{6,}_[A-Za-z0-9_-]{32,})/g },
  { kind: 'jwt', pattern: /\b(eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{16,})/g },
  { kind: 'url-password', pattern: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:/@'"]{1,80}:([^\s/@'"]{3,200})@/gi },
  {
    kind: 'authorization',
    pattern: /\b(?:authorization["']?\s*[:=]\s*["']?(?:bearer|basic|token)\s+)([A-Za-z0-9+/_.=-]{12,})/gi,
  },
]

/** Replaces secrets that show themselves by their form with `[redacted:<kind>]`; the rest stays byte for byte. */
export function redactSecrets(text: string): Redaction {
  const found: Record<string, number> = {}
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
