import { endianness } from 'node:os'
import { SbrError } from '../../kernel/index.ts'

/** `[x64, arm64]` numbers of the system calls refused, from the kernel's tables `syscall_64.tbl` and `unistd.h`. */
const REFUSED: Readonly<Record<string, readonly [number, number]>> = {
  // Memory that no process's resident size shows, so that the watchdog would not see it.
  memfd_create: [319, 279],
  memfd_secret: [447, 447],
  shmget: [29, 194],
  shmat: [30, 196],
  msgget: [68, 186],
  semget: [64, 190],
  mq_open: [240, 180],
  vmsplice: [278, 75],
  remap_file_pages: [216, 234],
  // Other processes.
  ptrace: [101, 117],
  process_vm_readv: [310, 270],
  process_vm_writev: [311, 271],
  process_madvise: [440, 440],
  pidfd_getfd: [438, 438],
  kcmp: [312, 272],
  // What a user namespace opens up; bubblewrap forbids making one, this is the second lock.
  unshare: [272, 97],
  setns: [308, 268],
  mount: [165, 40],
  umount2: [166, 39],
  pivot_root: [155, 41],
  chroot: [161, 51],
  fsopen: [430, 430],
  fsconfig: [431, 431],
  fsmount: [432, 432],
  fspick: [433, 433],
  open_tree: [428, 428],
  move_mount: [429, 429],
  mount_setattr: [442, 442],
  // Kernel state that no namespace holds, and wide surfaces that tests of small functions do not need.
  add_key: [248, 217],
  request_key: [249, 218],
  keyctl: [250, 219],
  bpf: [321, 280],
  perf_event_open: [298, 241],
  userfaultfd: [323, 282],
  io_uring_setup: [425, 425],
  io_uring_enter: [426, 426],
  io_uring_register: [427, 427],
  name_to_handle_at: [303, 264],
  open_by_handle_at: [304, 265],
  fanotify_init: [300, 262],
  kexec_load: [246, 104],
  kexec_file_load: [320, 294],
  init_module: [175, 105],
  finit_module: [313, 273],
  delete_module: [176, 106],
  quotactl: [179, 60],
  acct: [163, 89],
  swapon: [167, 224],
  swapoff: [168, 225],
  reboot: [169, 142],
  syslog: [103, 116],
}
const MMAP = [9, 222] as const
const SOCKET = [41, 198] as const

/** `AUDIT_ARCH_X86_64` and `AUDIT_ARCH_AARCH64` of `linux/audit.h`. */
const ARCHITECTURES = [0xc000003e, 0xc00000b7] as const
/** System calls of x32 carry this bit: another table, which nothing here uses. */
const X32_BIT = 0x40000000

const ALLOW = 0x7fff0000
const KILL_PROCESS = 0x80000000
const EPERM = 0x00050001

const LOAD = 0x20 // BPF_LD | BPF_W | BPF_ABS
const EQUAL = 0x15 // BPF_JMP | BPF_JEQ | BPF_K
const AT_LEAST = 0x35 // BPF_JMP | BPF_JGE | BPF_K
const AND = 0x54 // BPF_ALU | BPF_AND | BPF_K
const RETURN = 0x06 // BPF_RET | BPF_K

/** Offsets in `struct seccomp_data`. Arguments are 64 bits wide; the low half comes first on both machines. */
const NUMBER = 0
const ARCHITECTURE = 4
const argument = (index: number): number => 16 + 8 * index

const MAP_SHARED = 0x01
const MAP_ANONYMOUS = 0x20
const AF_UNIX = 1
const AF_INET = 2
const AF_INET6 = 10

type Instruction = readonly [code: number, ifTrue: number, ifFalse: number, value: number]

/**
 * The system call filter as bubblewrap's `--seccomp` takes it: a compiled classic BPF program.
 *
 * A refused call fails with EPERM, so that honest code that probes for a feature goes on; another machine's call
 * table ends the process. Shared anonymous memory is refused because it outlives its mapping unseen, and sockets
 * other than UNIX and IP because some, such as VSOCK, know no network namespace.
 *
 * @throws SbrError `SANDBOX_UNAVAILABLE` on a machine whose call table is not known here.
 */
export function compileSeccompFilter(machine: string = process.arch): Uint8Array {
  const index = machine === 'x64' ? 0 : machine === 'arm64' ? 1 : -1
  if (index === -1 || endianness() !== 'LE')
    throw new SbrError('SANDBOX_UNAVAILABLE', `No system call filter for ${machine}`, {
      next: 'Run on Linux x64 or arm64.',
    })
  const program: Instruction[] = [
    [LOAD, 0, 0, ARCHITECTURE],
    [EQUAL, 1, 0, ARCHITECTURES[index] ?? 0],
    [RETURN, 0, 0, KILL_PROCESS],
    [LOAD, 0, 0, NUMBER],
    [AT_LEAST, 0, 1, X32_BIT],
    [RETURN, 0, 0, KILL_PROCESS],
    // mmap: shared and anonymous at once is refused.
    [EQUAL, 0, 5, MMAP[index] ?? 0],
    [LOAD, 0, 0, argument(3)],
    [AND, 0, 0, MAP_SHARED | MAP_ANONYMOUS],
    [EQUAL, 0, 1, MAP_SHARED | MAP_ANONYMOUS],
    [RETURN, 0, 0, EPERM],
    [RETURN, 0, 0, ALLOW],
    // socket: by address family.
    [EQUAL, 0, 6, SOCKET[index] ?? 0],
    [LOAD, 0, 0, argument(0)],
    [EQUAL, 3, 0, AF_UNIX],
    [EQUAL, 2, 0, AF_INET],
    [EQUAL, 1, 0, AF_INET6],
    [RETURN, 0, 0, EPERM],
    [RETURN, 0, 0, ALLOW],
  ]
  for (const numbers of Object.values(REFUSED))
    program.push([EQUAL, 0, 1, numbers[index] ?? 0], [RETURN, 0, 0, EPERM])
  program.push([RETURN, 0, 0, ALLOW])
  return encode(program)
}

/** `struct sock_filter` in a row: u16 code, u8 jump if true, u8 jump if false, u32 value. */
function encode(program: readonly Instruction[]): Uint8Array {
  const bytes = Buffer.alloc(program.length * 8)
  for (const [at, [code, ifTrue, ifFalse, value]] of program.entries()) {
    bytes.writeUInt16LE(code, at * 8)
    bytes.writeUInt8(ifTrue, at * 8 + 2)
    bytes.writeUInt8(ifFalse, at * 8 + 3)
    bytes.writeUInt32LE(value >>> 0, at * 8 + 4)
  }
  return bytes
}
