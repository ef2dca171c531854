/** What an archive may cost. Packages of a registry stay far below; a bomb does not. */
export interface UnpackLimits {
  /** Bytes of all files together. */
  totalBytes: number
  /** Bytes of one file. */
  fileBytes: number
  /** Files and folders. */
  entries: number
  /** UTF-8 bytes of one path. */
  pathBytes: number
  /** Unpacked bytes per packed byte, looked at beyond `RATIO_FREE_BYTES`. */
  ratio: number
}

export const DEFAULT_LIMITS: UnpackLimits = {
  totalBytes: 128 * 1024 * 1024,
  fileBytes: 32 * 1024 * 1024,
  entries: 20_000,
  pathBytes: 512,
  // Text compresses 3 to 10 times, generated tables up to about 60; deflate's best is about 1,030.
  ratio: 200,
}

/** A small file of one repeated byte is no bomb, whatever its ratio. */
export const RATIO_FREE_BYTES = 4 * 1024 * 1024
