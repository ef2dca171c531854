import { formatBytes, formatCounts, formatSeconds } from '../format.ts'
import { html, type Markup } from '../html.ts'
import type { RunSummary } from '../run-summary.ts'

/** What went in, how long it took, and the few figures that a reader wants first. */
export function renderOverview(summary: RunSummary): Markup {
  const total = summary.timings.reduce((sum, timing) => sum + timing.seconds, 0)
  const scanned = summary.packages?.filter((item) => item.status === 'scanned').length
  return html`<section id="overview"><h2>What went in</h2>
<dl class="figures">
${summary.packages === null ? '' : html`<div><dt>Packages</dt><dd>${scanned} of ${summary.packages.length}</dd></div>`}
<div><dt>Files scanned</dt><dd>${summary.scanned.files}</dd></div>
<div class="${summary.scanned.notScanned > 0 ? 'warn' : ''}"><dt>Target results that are unknown</dt><dd>${summary.scanned.notScanned}</dd></div>
<div><dt>Issues</dt><dd>${summary.issues.total}</dd></div>
<div><dt>Time</dt><dd>${formatSeconds(total)}</dd></div>
<div><dt>Peak memory</dt><dd>${summary.peakRssBytes === null ? 'not measured' : formatBytes(summary.peakRssBytes)}</dd></div>
</dl>
<p>Issues by severity: ${formatCounts(summary.issues.bySeverity)}. By number of independent voices: ${formatCounts(summary.issues.byVoices)}.
Dependencies: ${summary.dependencies.checked} checked, ${summary.dependencies.vulnerable} with an advisory, ${summary.dependencies.unknown} unknown.</p>
<details><summary>Time by stage</summary><table><thead><tr><th>Stage</th><th>Time</th><th></th></tr></thead><tbody>
${summary.timings.map((timing) => html`<tr><td>${timing.stage}</td><td>${formatSeconds(timing.seconds)}</td><td>${timing.reused ? 'unchanged, stored result' : ''}</td></tr>`)}
</tbody></table></details></section>`
}
