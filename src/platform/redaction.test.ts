import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redactSecrets } from './redaction.ts'

const letters = (count: number) => 'aB3dE5gH7jK9mN1pQ2rS4tU6vW8xY0zA'.repeat(3).slice(0, count)

/** Made-up values of each kind's form, put together here so that no scanner of this repository takes them for real. */
const EXAMPLES: readonly [kind: string, text: string, secret: string][] = [
  ['private-key', '', `-----BEGIN RSA ${'PRIVATE'} KEY-----\n${letters(40)}\n-----END RSA PRIVATE KEY-----`],
  ['aws-access-key', '', `AKIA${'ABCDEFGHIJKLMNOP'}`],
  ['github-token', '', `ghp_${letters(36)}`],
  ['github-token', '', `github_pat_${letters(60)}`],
  ['gitlab-token', '', `glpat-${letters(20)}`],
  ['npm-token', '', `npm_${letters(36)}`],
  ['pypi-token', '', `pypi-${letters(50)}`],
  ['slack-token', '', `xoxb-${letters(12)}`],
  ['google-api-key', '', `AIza${letters(35)}`],
  ['stripe-key', '', `sk_live_${letters(16)}`],
  ['model-api-key', '', `sk-ant-${letters(32)}`],
  ['sbr-key', '', `sbr_${letters(6)}_${letters(32)}`],
  ['sbr-key', '', `sbr_serve_${letters(43)}`],
  ['jwt', '', `eyJ${letters(8)}.eyJ${letters(8)}.${letters(16)}`],
  ['url-password', 'postgres://user:', 'hunter2hunter2'],
  ['authorization', 'aUtHorization: Bearer ', letters(20)],
]

describe('redactSecrets', () => {
  it.each(EXAMPLES)('takes out %s, whatever stands around it', (kind, before, secret) => {
    const after = kind === 'url-password' ? '@host/db' : ''
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), fc.string({ maxLength: 20 }), (left, right) => {
        const { text, found } = redactSecrets(`${left} ${before}${secret}${after} ${right}`)
        expect(text).toContain(`[redacted:${kind}]`)
        expect(text).not.toContain(secret)
        expect(found[kind]).toBe(1)
      }),
      { numRuns: 30 },
    )
  })

  it('leaves a text without secrets as it is', () => {
    const text = 'eval() of request.args is dangerous; see https://example.org/rules?id=1'
    expect(redactSecrets(text)).toEqual({ text, found: {} })
  })
})
