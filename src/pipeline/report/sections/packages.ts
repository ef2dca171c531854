import { formatCounts } from '../format.ts'
import { html, type Markup } from '../html.ts'
import type { RunSummary } from '../run-summary.ts'

/** The packages of the demonstration, and what became of each. */
export function renderPackages(summary: RunSummary): Markup {
  if (summary.packages === null || summary.yield === null) return html``
  const y = summary.yield
  return html`<section id="packages"><h2>Packages and remediations</h2>
<p>Of ${y.findings} findings in vulnerable versions, ${y.cweFits} have a CWE that fits the advisory, ${y.inChangedFunction} of these stand in a function that the fix changed, and ${y.vanished} are gone in the fixed version: <strong>${y.remediations} remediations</strong>. Decisions by kind of decider: ${formatCounts(summary.decisions)}; an advisory is evidence, not a person.</p>
<table><thead><tr><th>Package</th><th>Versions</th><th>Advisory</th><th>CWE</th><th>Findings before → after</th><th>Remediations</th></tr></thead><tbody>
${summary.packages.map(
  (item) =>
    html`<tr class="${item.status === 'failed' ? 'warn' : ''}"><td>${item.ecosystem}: ${item.name}</td><td>${item.vulnerableVersion} → ${item.fixedVersion}</td><td>${item.advisory}</td><td>${item.cwe.join(', ')}</td><td>${item.status === 'failed' ? `not scanned: ${item.reason ?? 'unknown'}` : `${item.findings.vulnerable} → ${item.findings.fixed}`}</td><td>${item.remediations}</td></tr>`,
)}
</tbody></table></section>`
}
