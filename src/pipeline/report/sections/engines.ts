import { renderChart } from '../chart.ts'
import { formatCounts } from '../format.ts'
import { html, type Markup } from '../html.ts'
import type { RunSummary } from '../run-summary.ts'

/** What each engine found, and where engines disagree. */
export async function renderEngines(summary: RunSummary): Promise<Markup> {
  const own = summary.packages === null
  const bars = summary.engines.flatMap((engine) => [
    {
      engine: engine.name,
      version: own ? 'this repository' : 'vulnerable versions',
      findings: engine.findings.vulnerable,
    },
    ...(own ? [] : [{ engine: engine.name, version: 'fixed versions', findings: engine.findings.fixed }]),
  ])
  const chart = await renderChart(
    {
      width: 520,
      data: { values: bars },
      mark: 'bar',
      encoding: {
        y: { field: 'engine', type: 'nominal', title: null, sort: '-x' },
        yOffset: { field: 'version' },
        x: { field: 'findings', type: 'quantitative', title: 'findings' },
        color: { field: 'version', title: null, legend: { orient: 'bottom' } },
      },
    },
    'Findings by engine',
  )
  return html`<section id="engines"><h2>What each engine found</h2>${chart}
<table><thead><tr><th>Engine</th><th>Packs (lineage)</th><th>Runs</th><th>Targets</th><th>Findings</th></tr></thead><tbody>
${summary.engines.map(
  (engine) =>
    html`<tr><td>${engine.name} ${engine.version ?? ''}</td><td>${engine.packs.map((pack) => html`${pack.name} (${pack.lineage}) <code title="${pack.sha256}">${pack.sha256.slice(0, 8)}</code> `)}</td><td>${formatCounts(engine.status)}</td><td>${formatCounts(engine.targets)}</td><td>${engine.findings.vulnerable}${own ? '' : html` → ${engine.findings.fixed}`}</td></tr>`,
)}
</tbody></table>
<h3>Where engines disagree</h3>
<p>Issues of one CWE that only one of two engines sees. A high number is not an error: it is why one scanner is no judge.</p>
<table><thead><tr><th>CWE</th><th>Engines</th><th>Both</th><th>Only the first</th><th>Only the second</th></tr></thead><tbody>
${summary.disagreements.map((row) => html`<tr><td>CWE-${row.cwe}</td><td>${row.a} and ${row.b}</td><td>${row.both}</td><td>${row.onlyA}</td><td>${row.onlyB}</td></tr>`)}
</tbody></table>
${summary.disagreements.length === 0 ? html`<p>No two engines looked at the same CWE.</p>` : ''}</section>`
}
