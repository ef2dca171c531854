/** A list or object whose contents were left out: where it stands in the report. */
export interface Collection {
  pointer: string
  isList: boolean
  /** Offset behind its opening bracket. */
  start: number
  /** Offset of its closing bracket, or of the report's end. */
  end: number
}
