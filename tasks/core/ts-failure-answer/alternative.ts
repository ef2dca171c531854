type Failure = { status?: unknown; message?: unknown; stack?: unknown } | null | undefined

const HIDDEN = { status: 500, error: 'Something went wrong on our side' }

function describe(failure: Failure): { status: number; error: string } {
  const status = failure?.status
  const concernsClient = typeof status === 'number' && Math.floor(status / 100) === 4
  return concernsClient ? { status, error: String(failure?.message) } : HIDDEN
}

export function answerFailure(thrown: unknown, requestId: string, log: (text: string) => void) {
  const { status, error } = describe(thrown as Failure)
  if (status === HIDDEN.status) log(`[${requestId}] ${(thrown as Failure)?.stack ?? thrown}`)
  return { status, body: { error, requestId } }
}
