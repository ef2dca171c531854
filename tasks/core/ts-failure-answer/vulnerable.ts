interface Answer {
  status: number
  body: { error: string; requestId: string }
}

export function answerFailure(error: any, requestId: string, log: (text: string) => void): Answer {
  const status = error?.status >= 400 && error?.status < 500 ? error.status : 500
  if (status === 500) {
    log(`${requestId}: ${error?.stack ?? String(error)}`)
  }
  return { status, body: { error: error?.message ?? String(error), requestId } }
}
