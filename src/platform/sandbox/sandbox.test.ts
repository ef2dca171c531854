import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { PROJECT_ROOT } from '../paths.ts'
import { openSandbox, probeSandbox, type Sandbox, type SandboxJob } from './index.ts'

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await openSandbox()
})
afterAll(() => sandbox.close())

const MARK = `sbr-escape-${process.pid}`

/** Each tries to reach out, to stay, or to eat the machine. `print("escaped")` where it got through. */
const HOSTILE_PYTHON: Record<string, string> = {
  shadow: 'print(open("/etc/shadow").read() and "escaped")',
  'the project': `print(open("${PROJECT_ROOT}/package.json").read() and "escaped")`,
  'environment of others':
    'import glob\nfor p in glob.glob("/proc/[0-9]*/environ"):\n    if b"HOME=/root" in open(p,"rb").read(): print("escaped")',
  loopback: 'import socket; socket.create_connection(("127.0.0.1", 22), 1); print("escaped")',
  'outer address': 'import socket; socket.create_connection(("192.0.2.1", 80), 1); print("escaped")',
  dns: 'import socket; socket.gethostbyname("example.org"); print("escaped")',
  'abstract socket': `import socket; s = socket.socket(socket.AF_UNIX); s.connect("\\0/tmp/.X11-unix/X0"); print("escaped")`,
  'write to the job': 'open("/job/x", "w"); print("escaped")',
  'write to /usr': 'open("/usr/bin/x", "w"); print("escaped")',
  'write to /': 'open("/x", "w"); print("escaped")',
  'write to /dev': 'open("/dev/x", "w"); print("escaped")',
  'make a device':
    'import os, stat; os.mknod("/tmp/d", 0o600 | stat.S_IFBLK, os.makedev(8, 0)); print("escaped")',
  mount:
    'import ctypes; r = ctypes.CDLL(None, use_errno=True).mount(b"none", b"/tmp", b"tmpfs", 0, None); print("escaped" if r == 0 else "")',
  'new user namespace':
    'import ctypes; print("escaped" if ctypes.CDLL(None).unshare(0x10000000) == 0 else "")',
  'new mount namespace':
    'import ctypes; print("escaped" if ctypes.CDLL(None).unshare(0x00020000) == 0 else "")',
  chroot: 'import os; os.chroot("/tmp"); print("escaped")',
  setuid: 'import os; os.setuid(0); print("escaped")',
  'set-user-id program':
    'import subprocess; r = subprocess.run(["su", "-c", "true"], stdin=subprocess.DEVNULL, capture_output=True); print("escaped" if r.returncode == 0 else "")',
  'kill everybody': 'import os, signal; os.kill(-1, 0); os.kill(1, signal.SIGKILL)',
  'signal the parent':
    'import os, signal; os.kill(os.getppid() or 99999, signal.SIGKILL) if os.getppid() else None',
  hostname: 'import socket; socket.sethostname("evil"); print("escaped")',
  sysctl: `open("/proc/sys/kernel/core_pattern", "w").write("|/tmp/${MARK}"); print("escaped")`,
  sysrq: 'open("/proc/sysrq-trigger", "w").write("h"); print("escaped")',
  'kernel log': 'open("/dev/kmsg").read(1); print("escaped")',
  'raw memory': 'open("/dev/mem", "rb").read(1); print("escaped")',
  'host of /proc/1/root': 'import os; print("escaped" if os.path.exists("/proc/1/root/etc/shadow") else "")',
  'link out': 'import os; os.symlink("/etc/shadow", "/tmp/l"); print(open("/tmp/l").read() and "escaped")',
  'disk fill':
    'f = open("/tmp/f", "wb")\nfor _ in range(200): f.write(b"x" * (1 << 20))\nf.flush(); print("escaped")',
  'many small files':
    'n = 0\nwhile n < 200:\n    open(f"/tmp/{n}", "wb").write(b"x" * (1 << 20)); n += 1\nprint("escaped")',
  'shared memory fill':
    'import os\nfor i in range(64): open(f"/dev/shm/{i}", "wb").write(b"x" * (1 << 20))\nprint("escaped")',
  'memory bomb': 'x = [bytearray(64 << 20) for _ in range(64)]; print("escaped")',
  'memory bomb of many':
    'import os, time\nfor _ in range(8):\n    if os.fork() == 0:\n        x = [bytearray(16 << 20) for _ in range(24)]\n        time.sleep(30)\ntime.sleep(3); print("escaped")',
  'fork bomb': 'import os\nwhile True:\n    try: os.fork()\n    except OSError: pass',
  daemon:
    'import os, time\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        time.sleep(60)\n    os._exit(0)\ntime.sleep(60)',
  'ignores signals':
    'import signal, time\nfor n in range(1, 65):\n    try: signal.signal(n, signal.SIG_IGN)\n    except (OSError, ValueError): pass\nwhile True: time.sleep(1)',
  'busy loop': 'while True: pass',
  'endless output': 'while True: print("x" * 65536)',
  'endless errors': 'import sys\nwhile True: sys.stderr.write("x" * 65536)',
  'many threads':
    'import threading, time\nfor _ in range(5000): threading.Thread(target=time.sleep, args=(60,)).start()\nprint("escaped")',
  'deep recursion': 'import sys; sys.setrecursionlimit(10**9)\ndef f(): f()\nf()',
  'many descriptors': 'import os\nfor _ in range(5000): os.dup(0)\nprint("escaped")',
  ptrace:
    'import ctypes, os; print("escaped" if os.getppid() and ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0) == 0 else "")',
  'kernel keyring':
    'import ctypes; print("escaped" if ctypes.CDLL(None).syscall(165, b"x", b"y", 0, 0, 0) == 0 else "")',
  'blocks on a pipe': 'import os; os.mkfifo("/tmp/p"); open("/tmp/p").read()',
}
const HOSTILE_NODE: Record<string, string> = {
  shadow: 'require("fs").readFileSync("/etc/shadow"); console.log("escaped")',
  passwd: 'require("fs").readFileSync("/etc/passwd"); console.log("escaped")',
  loopback:
    'require("net").connect(22, "127.0.0.1").on("connect", () => console.log("escaped")).on("error", () => {})',
  listen: 'require("child_process").execSync("ls /root", {stdio: "pipe"}); console.log("escaped")',
  'write to the job': 'require("fs").writeFileSync("/job/x", ""); console.log("escaped")',
  'busy loop': 'while (true) {}',
  'endless output': 'while (true) require("fs").writeSync(1, "x".repeat(65536))',
  'memory bomb': 'const x = []; while (true) x.push(Buffer.alloc(16 << 20, 1))',
  'heap bomb': 'const x = []; while (true) x.push(new Array(1e6).fill({}))',
  processes:
    'for (;;) require("child_process").spawn("sleep", ["60"], {detached: true, stdio: "ignore"}).on("error", () => {}).unref()',
  'disk fill':
    'for (let i = 0; i < 200; i++) require("fs").writeFileSync("/tmp/" + i, Buffer.alloc(1 << 20)); console.log("escaped")',
  timers: 'setInterval(() => {}, 1000)',
  'worker threads':
    'for (let i = 0; i < 500; i++) new (require("worker_threads").Worker)("for(;;);", {eval: true})',
  'ignores signals':
    'process.on("SIGTERM", () => {}); process.on("SIGINT", () => {}); setInterval(() => {}, 1000)',
}

const TIMEOUT = 1500
const jobOf = (interpreter: 'python' | 'node', code: string): SandboxJob => ({
  interpreter,
  args: interpreter === 'python' ? ['-I', '/job/x.py', MARK] : ['/job/x.cjs', MARK],
  files: { [interpreter === 'python' ? 'x.py' : 'x.cjs']: code },
  timeoutMs: TIMEOUT,
})

/** Processes of this machine that still carry the mark of these jobs. */
const survivors = () =>
  readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(MARK)
    } catch {
      return false
    }
  })

describe('the sandbox', () => {
  it('passes its own self-test', async () => {
    const result = await probeSandbox()
    expect(result.checks.filter((check) => !check.passed)).toEqual([])
    expect(result.checks.length).toBeGreaterThanOrEqual(9)
  })

  for (const [interpreter, programs] of [
    ['python', HOSTILE_PYTHON],
    ['node', HOSTILE_NODE],
  ] as const)
    it(`holds ${Object.keys(programs).length} hostile ${interpreter} programs, and none survives`, async () => {
      for (const [name, code] of Object.entries(programs)) {
        const result = await sandbox.run(jobOf(interpreter, code))
        expect(result.stdout.slice(0, 200), name).not.toContain('escaped')
        // "gone within a second of its deadline"
        expect(result.durationMs, name).toBeLessThan(TIMEOUT + 1000)
      }
      await expect.poll(survivors, { timeout: 2000 }).toEqual([])
      expect(existsSync(`/tmp/${MARK}`)).toBe(false)
    })

  it('says why it ended a job', async () => {
    expect((await sandbox.run(jobOf('python', HOSTILE_PYTHON['busy loop'] ?? ''))).status).toBe('timeout')
    expect((await sandbox.run(jobOf('python', HOSTILE_PYTHON['endless output'] ?? ''))).status).toBe(
      'output-limit',
    )
    expect((await sandbox.run(jobOf('python', HOSTILE_PYTHON['memory bomb of many'] ?? ''))).status).toBe(
      'out-of-memory',
    )
    expect(await sandbox.run(jobOf('python', 'print(6 * 7)'))).toMatchObject({
      status: 'ok',
      exitCode: 0,
      stdout: '42\n',
    })
    expect((await sandbox.run(jobOf('python', 'raise SystemExit(3)'))).exitCode).toBe(3)
  })

  it('gives a job its input, and nothing of the environment', async () => {
    process.env.SBR_TEST_SECRET = 'not for them'
    const job = jobOf('python', 'import os, sys; print(sys.stdin.read(), sorted(os.environ))')
    const { stdout } = await sandbox.run({ ...job, stdin: 'hello' })
    expect(stdout.trim()).toBe("hello ['HOME', 'LANG', 'PATH', 'PWD']")
  })

  it('refuses file names that leave the job', async () => {
    for (const name of ['../x', '/etc/x', 'a/../../x', 'x\0y'])
      await expect(sandbox.run({ ...jobOf('python', ''), files: { [name]: '' } }), name).rejects.toThrow(
        /may not be named/,
      )
  })

  it('ends a job when its caller gives up', async () => {
    const controller = new AbortController()
    const running = sandbox.run({
      ...jobOf('python', 'while True: pass'),
      timeoutMs: 20_000,
      signal: controller.signal,
    })
    setTimeout(() => controller.abort(), 200)
    expect((await running).status).toBe('killed')
  })

  it('leaves nothing behind when its own process is killed', async () => {
    const runner = new URL('./testdata/sleep-in-sandbox.ts', import.meta.url).pathname
    const child = spawn(process.execPath, [runner, MARK], { stdio: ['ignore', 'pipe', 'inherit'] })
    await new Promise((resolve) => child.stdout.once('data', resolve))
    await expect.poll(() => survivors().length, { timeout: 5000 }).toBeGreaterThan(1)
    child.kill('SIGKILL')
    await expect.poll(survivors, { timeout: 3000 }).toEqual([])
  })

  it('hands on no descriptor that somebody left open', async () => {
    const probe = 'import os; print(sorted(int(n) for n in os.listdir("/proc/self/fd")))'
    const code = `import { openSandbox } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
const sandbox = await openSandbox()
const { stdout } = await sandbox.run({ interpreter: 'python', args: ['-I', '-c', ${JSON.stringify(probe)}], files: {}, timeoutMs: 9000 })
process.stdout.write(stdout)
await sandbox.close()`
    const script = join(mkdtempSync(join(tmpdir(), 'sbr-fd-')), 'x.ts')
    writeFileSync(script, code)
    const { stdout } = spawnSync(
      '/bin/bash',
      ['-c', 'exec 77</ 88</etc; exec "$@"', 'x', process.execPath, script],
      { encoding: 'utf8' },
    )
    expect(stdout.trim()).toBe('[0, 1, 2, 3]')
  })
})
