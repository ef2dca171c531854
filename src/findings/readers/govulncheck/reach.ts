/** How far a vulnerability reaches into the scanned code, by the depth of govulncheck's analysis. */
export type Reach = 'called' | 'imported' | 'required'

const SENTENCES: Readonly<Record<Reach, string>> = {
  called: 'The code calls a vulnerable function.',
  imported: 'The code imports a vulnerable package; that it calls a vulnerable function was not seen.',
  required: 'A vulnerable module is required; that the code imports a vulnerable package was not seen.',
}

/** What was found, and how far it reaches: a fact of the scan, no severity. */
export const reachMessage = (summary: string, reach: Reach): string =>
  `${summary.trim().replace(/[.\s]+$/, '')}. ${SENTENCES[reach]}`
