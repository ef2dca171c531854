import { dirname } from 'node:path'
import { SbrError } from '../../kernel/index.ts'
import { TOOLS } from '../paths.ts'
import { runProcess } from '../subprocess.ts'

/** An interpreter of the host: its program, and the folders that it needs to see besides `/usr`. */
export interface Interpreter {
  program: string
  folders: string[]
}

export interface Interpreters {
  python: Interpreter
  node: Interpreter
}

/**
 * Finds Python's installation (never the environment with the scanners: its packages are no business of
 * the code under test) and the Node that runs this process.
 */
export async function findInterpreters(): Promise<Interpreters> {
  const asked = await runProcess({
    command: TOOLS.python,
    args: ['-I', '-c', 'import os, sys; print(os.path.realpath(sys.executable)); print(sys.base_prefix)'],
    timeoutMs: 20_000,
  })
  const [program, prefix] = asked.stdout.toString('utf8').trim().split('\n')
  if (asked.exitCode !== 0 || !program || !prefix)
    throw new SbrError('TOOL_MISSING', 'Python did not say where it is installed', {
      next: 'Run ./quickstart --setup-only, then `sbr doctor`.',
    })
  return {
    python: { program, folders: outsideUsr([prefix, dirname(dirname(program))]) },
    node: { program: process.execPath, folders: outsideUsr([dirname(process.execPath)]) },
  }
}

/** `/usr` is mounted as a whole; what lies below it needs no mount of its own. */
const outsideUsr = (folders: string[]): string[] =>
  [...new Set(folders)].filter((folder) => folder !== '/usr' && !folder.startsWith('/usr/'))
