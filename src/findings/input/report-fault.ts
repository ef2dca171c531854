/** Something of a report that could not be read, where it stands and why. */
export interface ReportFault {
  code: 'truncated' | 'malformed' | 'too-deep' | 'too-large' | 'duplicate-key' | 'unreadable'
  reason: string
  /** Byte offset in the report; for text formats the line, as `line:<n>`. */
  position: string
  /** Pointer of the value that was open or left out; '' for the whole report. */
  pointer: string
}

/** Takes each fault once, as it is met. */
export type FaultListener = (fault: ReportFault) => void
