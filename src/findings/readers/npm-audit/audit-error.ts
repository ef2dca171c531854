import { asText, field } from '../../json/access.ts'
import type { ReadItem } from '../port.ts'

/** The tool's own account of why it could not audit. A summary may be empty: then the message beside it counts. */
export function auditError(report: unknown, name: string): ReadItem {
  const error = field(report, 'error')
  const texts = [
    field(error, 'summary'),
    field(error, 'message'),
    field(report, 'message'),
    field(error, 'detail'),
    field(error, 'code'),
    error,
  ].map(asText)
  return {
    type: 'diagnostic',
    diagnostic: {
      level: 'error',
      code: 'tool-error',
      message: texts.find((text) => text !== null && text.trim() !== '') ?? 'The audit failed',
      path: name,
      position: '/error',
    },
  }
}
