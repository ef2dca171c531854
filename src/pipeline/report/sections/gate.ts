import { formatCounts, formatValue } from '../format.ts'
import { html, type Markup } from '../html.ts'
import type { RunSummary } from '../run-summary.ts'

/** The gate's verdict, its bars next to the real ones. */
export function renderGate(summary: RunSummary): Markup {
  if (summary.gate === null || summary.dataset === null)
    return html`<section id="gate"><h2>Gate</h2><p>No dataset was built in this run.</p></section>`
  const { verdict, real } = summary.gate
  const realBy = new Map(real.rules.map((rule) => [rule.rule, rule]))
  return html`<section id="gate"><h2>Dataset and gate</h2>
<p>Candidate <code>${summary.dataset.id.slice(0, 12)}</code>: ${summary.dataset.items} items (${formatCounts(summary.dataset.byKind)}), left out: ${formatCounts(summary.dataset.dropped)}. CWEs: ${formatCounts(summary.dataset.byCwe)}.</p>
<p><strong>${verdict.passed ? 'Passed' : 'Not passed'}</strong> under the profile <em>${verdict.profile}</em>, <strong>${real.passed ? 'passed' : 'not passed'}</strong> under <em>${real.profile}</em>, which holds for a model that people use.</p>
<table><thead><tr><th>Rule</th><th>Value</th><th>Bar (${verdict.profile})</th><th>Bar (${real.profile})</th><th>How</th></tr></thead><tbody>
${verdict.rules.map((rule) => {
  const other = realBy.get(rule.rule)
  return html`<tr><td>${rule.rule}</td><td>${formatValue(rule.value)}</td><td class="${rule.passed ? 'good' : 'bad'}">${rule.bar} ${rule.passed ? 'passed' : 'not passed'}</td><td class="${other?.passed ? 'good' : 'bad'}">${other?.bar} ${other?.passed ? 'passed' : 'not passed'}</td><td>${rule.how}</td></tr>`
})}
</tbody></table></section>`
}
