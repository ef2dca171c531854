import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sample } from '../kernel/index.ts'
import { openParser, type SourceParser } from '../platform/index.ts'
import { createEnginePool, type EnginePool } from '../scanners/index.ts'
import { createJudge, type Judge, loadPolicy } from './index.ts'

let home: string
let pool: EnginePool
let parser: SourceParser
let judge: Judge
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sbr-languages-test-'))
  pool = createEnginePool({ purpose: 'reward', home, engines: ['semgrep'] })
  parser = await openParser()
  judge = await createJudge({
    pool,
    policy: loadPolicy('default'),
    parser,
    engineInfos: await pool.infos(),
    timeoutMs: 60_000,
  })
})
afterAll(async () => {
  await judge.close()
  parser.dispose()
  await pool.close()
  await rm(home, { recursive: true, force: true })
})

const JAVA = (query: string) => `import java.sql.*;
class Users {
  ResultSet find(Connection db, javax.servlet.http.HttpServletRequest request) throws SQLException {
    String name = request.getParameter("name");
    ${query}
  }
}
`
const GO = (body: string) => `package main

import (
	"crypto/tls"
	"net/http"
)

func client() *http.Client {
	${body}
}
`
const ask = async (language: Sample['language'], code: string) => {
  const [document] = await judge.judge([{ id: 'a', language, code }])
  return document
}

describe('Java and Go, where the pack has rules', () => {
  it('tells a weakness from the safe form', async () => {
    const bad = await ask(
      'java',
      JAVA('return db.createStatement().executeQuery("SELECT * FROM users WHERE name = \'" + name + "\'");'),
    )
    const good = await ask(
      'java',
      JAVA(
        'PreparedStatement s = db.prepareStatement("SELECT * FROM users WHERE name = ?"); s.setString(1, name); return s.executeQuery();',
      ),
    )
    expect(good).toMatchObject({ valid: true, label: 'clean', verdicts: { semgrep: 'clean' } })
    expect(bad).toMatchObject({ valid: true, label: 'static-vulnerable' })
    expect(bad?.reward ?? 1).toBeLessThan((good?.reward ?? 0) / 2)
    const open = await ask(
      'go',
      GO(
        'return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}',
      ),
    )
    const closed = await ask(
      'go',
      GO(
        'return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{MinVersion: tls.VersionTLS13}}}',
      ),
    )
    expect(closed).toMatchObject({ valid: true, label: 'clean' })
    expect(open).toMatchObject({ label: 'static-vulnerable' })
  })

  it('refuses what does not parse, does nothing, or tells a tool to look away', async () => {
    expect(await ask('go', 'package main\n\nfunc broken( {')).toMatchObject({
      reward: 0,
      components: { integrity: 0 },
    })
    expect(await ask('java', 'class A { void run() { } }')).toMatchObject({ reward: 0 })
    expect(await ask('go', 'package main\n')).toMatchObject({ reward: 0 })
    const body =
      'return &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}} // nosemgrep #nosec'
    expect(await ask('go', GO(body))).toMatchObject({
      label: 'static-vulnerable',
      reason: expect.stringContaining('suppression'),
    })
  })

  it('notices a feature that was taken out', async () => {
    const before = GO('return &http.Client{}').replace(
      'func client',
      'func other() int { return 1 + len("abc") }\n\nfunc client',
    )
    const [document] = await judge.judge([
      { id: 'a', language: 'go', code: GO('return &http.Client{}'), before },
    ])
    expect(document?.reason).toContain('deleted-functionality')
  })
})
