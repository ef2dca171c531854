import { compare as comparePep440, valid as validPep440 } from '@renovatebot/pep440'
import semver from 'semver'

/** Ecosystems, by OSV's names, whose order of versions is known here. */
export type Ecosystem = 'npm' | 'PyPI'

export interface VersionOrder {
  isValid(version: string): boolean
  /** Negative, zero, positive. Both must be valid. */
  compare(a: string, b: string): number
  /** One name for one package. */
  normaliseName(name: string): string
}

const npm: VersionOrder = {
  isValid: (version) => semver.valid(version, { loose: true }) !== null,
  compare: (a, b) => semver.compare(a, b, { loose: true }),
  normaliseName: (name) => name,
}

const pypi: VersionOrder = {
  isValid: (version) => validPep440(version) !== null,
  compare: (a, b) => comparePep440(a, b),
  // PEP 503.
  normaliseName: (name) => name.toLowerCase().replace(/[-_.]+/g, '-'),
}

const ORDERS: Readonly<Record<Ecosystem, VersionOrder>> = { npm, PyPI: pypi }

/** The order of an ecosystem; null where it is not known here. */
export const orderOf = (ecosystem: string): VersionOrder | null =>
  ecosystem === 'npm' || ecosystem === 'PyPI' ? ORDERS[ecosystem] : null
