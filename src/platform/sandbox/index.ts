export { openSandbox, probeSandbox } from './open-sandbox.ts'
export type { Sandbox, SandboxBackEnd, SandboxJob, SandboxResult } from './port.ts'
export type { ProbeResult } from './probe.ts'
export { descendantsOf, residentBytes } from './process-tree.ts'
