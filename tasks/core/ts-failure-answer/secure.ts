interface Answer {
  status: number
  body: { error: string; requestId: string }
}

interface ClientError extends Error {
  status: number
}

function isForClient(error: unknown): error is ClientError {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500
  return status >= 400 && status < 500
}

export function answerFailure(error: unknown, requestId: string, log: (text: string) => void): Answer {
  if (isForClient(error)) return { status: error.status, body: { error: error.message, requestId } }
  log(`${requestId}: ${error instanceof Error ? error.stack : String(error)}`)
  return { status: 500, body: { error: 'Internal server error', requestId } }
}
