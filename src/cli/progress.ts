import type { Progress } from '../kernel/index.ts'
import type { CommandContext } from './context.ts'

/** Milliseconds between two lines without a terminal, and two pictures on one. */
const LINE_MS = 5_000
const FRAME_MS = 120

/**
 * Progress on stderr: one line that renews itself on a terminal, with a bar and a rate; elsewhere a line when the
 * step changes and every few seconds.
 */
export function showProgress(context: CommandContext): Progress & { end(): void } {
  let step = ''
  let started = Date.now()
  let shown = 0
  let printed = ''
  const draw = (text: string) =>
    process.stderr.write(`\r\u001b[2K${text.slice(0, (process.stderr.columns ?? 100) - 1)}`)
  const show = (text: string, now: boolean) => {
    const wait = context.interactive ? FRAME_MS : LINE_MS
    if (!now && Date.now() - shown < wait) return
    shown = Date.now()
    if (context.interactive) draw(text)
    else if (text !== printed) context.say(text)
    printed = text
  }
  return {
    step(text) {
      // A name is a new step; details of the same step, such as a loss, keep its clock.
      if (text.split(':')[0] !== step.split(':')[0]) started = Date.now()
      const changed = text.split(':')[0] !== step.split(':')[0]
      step = text
      show(text, changed && context.interactive)
    },
    advance(done, total, unit) {
      const seconds = Math.max((Date.now() - started) / 1000, 0.001)
      const share = total > 0 ? Math.min(done / total, 1) : 0
      const filled = Math.round(share * 20)
      const bar = `${'█'.repeat(filled)}${'░'.repeat(20 - filled)}`
      show(`${bar} ${done}/${total} ${unit}, ${(done / seconds).toFixed(1)}/s  ${step}`, done === total)
    },
    end() {
      if (context.interactive) draw('')
    },
  }
}
