import { InvalidArgumentError } from 'commander'

/** Parses an option that is a whole number of at least 0. */
export function parseCount(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value))
    throw new InvalidArgumentError('It takes a whole number.')
  return value
}
