import { renderChart } from '../chart.ts'
import { formatCounts } from '../format.ts'
import { html, type Markup } from '../html.ts'
import type { RunSummary } from '../run-summary.ts'

/** How the reward is spread, by group of samples. */
export async function renderRewards(summary: RunSummary): Promise<Markup> {
  const valid = summary.rewards.filter((row) => row.reward !== null)
  const labels: Record<string, number> = {}
  for (const row of summary.rewards) labels[row.label] = (labels[row.label] ?? 0) + 1
  const chart =
    valid.length === 0
      ? html`<p>No sample got a valid reward.</p>`
      : await renderChart(
          {
            width: 520,
            height: 180,
            data: { values: valid },
            mark: { type: 'bar', opacity: 0.75 },
            encoding: {
              x: {
                field: 'reward',
                type: 'quantitative',
                bin: { step: 0.05, extent: [0, 1] },
                title: 'reward',
              },
              y: { aggregate: 'count', type: 'quantitative', title: 'samples' },
              color: { field: 'group', title: null, legend: { orient: 'bottom' } },
            },
          },
          'Distribution of the reward',
        )
  return html`<section id="rewards"><h2>Verdicts and reward</h2>
<p>${summary.rewards.length} samples, ${summary.rewards.length - valid.length} of them without a valid reward (an engine could not answer: neither 0 nor 1). Labels: ${formatCounts(labels)}.</p>${chart}</section>`
}
