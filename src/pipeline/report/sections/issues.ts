import { html, type Markup } from '../html.ts'
import type { RunSummary } from '../run-summary.ts'

/** The gravest issues with every engine that sees them. */
export function renderIssues(summary: RunSummary): Markup {
  if (summary.topIssues.length === 0)
    return html`<section id="issues"><h2>Issues</h2><p>No issue was found in what was scanned. Read above what was not scanned before calling it clean.</p></section>`
  return html`<section id="issues"><h2>Gravest issues</h2>
<table><thead><tr><th>Severity</th><th>CWE</th><th>What</th><th>Where</th><th>Seen by</th></tr></thead><tbody>
${summary.topIssues.map(
  (issue) =>
    html`<tr><td>${issue.severity}</td><td>${issue.cwe === null ? '' : `CWE-${issue.cwe}`}</td><td>${issue.title}</td><td><code>${issue.snapshot} ${issue.path}${issue.line === null ? '' : `:${issue.line}`}</code></td><td>${issue.engines.join(', ')}</td></tr>`,
)}
</tbody></table></section>`
}
