/** Preloaded into a measured process: prints on its end what it used. Lines of the result count as findings. */
import { readFileSync } from 'node:fs'

/** Largest resident memory of this process, in KiB, as the kernel has it. */
export function peakMemory(): number {
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0)
}

export function printUsage(findings: number): void {
  const { user, system } = process.cpuUsage()
  process.stderr.write(
    `SBR_USAGE cpu=${((user + system) / 1e6).toFixed(3)} rss=${peakMemory()} findings=${findings}\n`,
  )
}

if (process.argv[1]?.endsWith('main.ts')) {
  let lines = 0
  const write = process.stdout.write.bind(process.stdout)
  process.stdout.write = ((chunk: string | Uint8Array, ...rest: []) => {
    const text = typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('latin1')
    for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines++
    return write(chunk, ...rest)
  }) as typeof process.stdout.write
  process.on('exit', () => printUsage(lines))
}
