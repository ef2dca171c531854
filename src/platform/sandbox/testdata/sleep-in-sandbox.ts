// Opens a sandbox, says so, and runs a job that would sleep for a minute: its parent is killed meanwhile.
import { openSandbox } from '../index.ts'

const sandbox = await openSandbox()
process.stdout.write('ready\n')
await sandbox.run({
  interpreter: 'python',
  args: ['-I', '-c', 'import time; time.sleep(60)', process.argv[2] ?? ''],
  files: {},
  timeoutMs: 60_000,
})
