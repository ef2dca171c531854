import { dirname } from 'node:path'
import type { ProcessResult } from '../../platform/index.ts'
import { createExternalEngine } from '../external/create-external-engine.ts'
import type { ExternalAnswer, ExternalBatch } from '../external/external-tool.ts'
import { findExecutable } from '../external/find-executable.ts'
import { describeEnd, fieldOf, parseOutput } from '../external/parse-answer.ts'
import { acceptsLanguages } from '../shared/run-builder.ts'
import type { SnapshotTarget } from '../shared/snapshot.ts'
import type { Staging } from '../shared/staging.ts'

/**
 * gosec over Go packages of our own making: files of one folder and one package clause are a package, under names
 * that no build constraint reads (`_windows.go`, `_test.go`). Nothing is fetched: a package whose imports are not of
 * the standard library does not type-check, and its files count as failed.
 */
export const createGosec = createExternalEngine({
  name: 'gosec',
  executable: 'gosec',
  lineage: 'gosec',
  languages: ['go'],
  how: 'Install gosec and Go, and put both on PATH.',
  versionArgs: ['--version'],
  missing: ({ environment }) =>
    findExecutable('go', environment) === null
      ? { what: 'go on PATH, which gosec needs', how: 'Install Go.' }
      : null,
  // Neither the network nor a compiler of C nor another Go may come in through what is scanned.
  variables: async () => ({
    GOFLAGS: '-mod=mod',
    GOPROXY: 'off',
    GOTOOLCHAIN: 'local',
    CGO_ENABLED: '0',
    GOWORK: 'off',
  }),
  accepts: acceptsLanguages(['go']),
  batches: (accepted) => (accepted.length === 0 ? [] : [layOut(accepted)]),
  args: () => ['-fmt=json', '-nosec', '-tests', '-no-fail', './...'],
  startMs: 180_000,
  reader: 'gosec',
  answer: readAnswer,
})

function layOut(targets: readonly SnapshotTarget[]): ExternalBatch {
  const packages = new Map<string, number>()
  const places = new Map<string, string>()
  for (const [index, { path, content }] of targets.entries()) {
    const clause = /^\s*package\s+(\w+)/m.exec(content.toString('utf8'))?.[1] ?? ''
    const key = `${dirname(path)}\n${clause}`
    const number = packages.get(key) ?? packages.size
    packages.set(key, number)
    places.set(path, `p${number}/f${index}.go`)
  }
  return {
    targets,
    plan: {
      place: (target, index) => places.get(target.path) ?? `${index}.go`,
      beside: { 'go.mod': 'module sbr.invalid/scanned\n\ngo 1.21\n' },
    },
  }
}

/** gosec says on stderr which file it checks: a file that a build constraint leaves out is not among them. */
function readAnswer(result: ProcessResult, staging: Staging): ExternalAnswer {
  const report = parseOutput(result)
  const issues = fieldOf(report, 'Issues')
  if (!Array.isArray(issues) && issues !== null) return { failure: describeEnd('gosec', result) }
  const checked = [...result.stderr.toString('utf8').matchAll(/Checking file: (.+)$/gm)]
  const scanned = new Set(checked.flatMap(([, file]) => staging.originalOf(file?.trim() ?? '') ?? []))
  const failed = new Map<string, { code: string; message: string }>()
  for (const [file, errors] of Object.entries(asObject(fieldOf(report, 'Golang errors')))) {
    const path = staging.originalOf(file)
    const message = Array.isArray(errors) ? String(fieldOf(errors[0], 'error')) : 'does not compile'
    if (path !== null)
      failed.set(path, { code: /import/.test(message) ? 'unresolved-imports' : 'parse-error', message })
  }
  const own = (issues ?? []).flatMap((issue: unknown) => {
    const path = staging.originalOf(String(fieldOf(issue, 'file')))
    return path === null ? [] : [{ ...asObject(issue), file: path }]
  })
  return {
    failure: null,
    report: { ...asObject(report), Issues: own, 'Golang errors': {} },
    scanned,
    failed,
  }
}

const asObject = (value: unknown): Record<string, unknown> =>
  value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
