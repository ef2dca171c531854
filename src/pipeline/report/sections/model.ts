import type { ArmReport, Rate } from '../../../kernel/index.ts'
import { renderChart } from '../chart.ts'
import { formatBytes, formatRate, formatSeconds } from '../format.ts'
import { html, type Markup } from '../html.ts'
import type { RunSummary } from '../run-summary.ts'

const MEASURES: readonly { name: string; of(arm: ArmReport): Rate }[] = [
  { name: 'parses', of: (arm) => arm.parse },
  { name: 'functional tests pass', of: (arm) => arm.functional },
  { name: 'vulnerable', of: (arm) => arm.vulnerable },
  { name: 'vulnerable, given passing', of: (arm) => arm.vulnerableGivenPassing },
  { name: 'works and is not vulnerable', of: (arm) => arm.joint },
]

/** Training, and what it changed on tasks that training never saw. */
export async function renderModel(summary: RunSummary): Promise<Markup> {
  const training =
    summary.training === null
      ? html`<p>No model was trained in this run.</p>`
      : html`<p>LoRA adapter <code>${summary.training.adapter.slice(0, 12)}</code>: ${summary.training.items} items, ${summary.training.steps} steps in ${formatSeconds(summary.training.seconds)}, peak memory ${formatBytes(summary.training.peakRssBytes)}. Validation loss ${summary.training.lossBefore?.toFixed(3) ?? 'not measured'} → ${summary.training.lossAfter?.toFixed(3) ?? 'not measured'}. Package index of torch: ${summary.training.torchIndex}.</p>`
  return html`<section id="model"><h2>Before and after</h2>${training}${await renderEvaluation(summary)}${renderServed(summary)}</section>`
}

async function renderEvaluation(summary: RunSummary): Promise<Markup> {
  const report = summary.evaluation
  if (report === null) return html``
  const points = report.arms.flatMap((arm) =>
    MEASURES.map((measure) => ({ arm: arm.arm, measure: measure.name, ...measure.of(arm) })).filter(
      (point) => point.rate !== null,
    ),
  )
  const chart = await renderChart(
    {
      data: { values: points },
      facet: {
        row: {
          field: 'measure',
          type: 'nominal',
          title: null,
          sort: null,
          header: { labelAngle: 0, labelAlign: 'left', labelFontSize: 12 },
        },
      },
      spec: {
        width: 420,
        height: 36,
        layer: [
          {
            mark: { type: 'rule', strokeWidth: 2 },
            encoding: {
              x: {
                field: 'low',
                type: 'quantitative',
                scale: { domain: [0, 1] },
                title: 'rate with 95 % interval',
              },
              x2: { field: 'high' },
            },
          },
          {
            mark: { type: 'point', filled: true, size: 70 },
            encoding: { x: { field: 'rate', type: 'quantitative' } },
          },
        ],
        encoding: {
          y: { field: 'arm', type: 'nominal', title: null, sort: null },
          color: { field: 'arm', type: 'nominal', title: null, sort: null, legend: null },
        },
      },
    },
    'Rates before and after training with 95 % intervals',
  )
  return html`<p>${report.generationsPerArm} generations an arm on ${report.tasks} held-out tasks. Intervals: Wilson, 95 %.</p>${chart}
<table><thead><tr><th>Measure</th>${report.arms.map((arm) => html`<th>${arm.arm}</th>`)}</tr></thead><tbody>
${MEASURES.map((measure) => html`<tr><td>${measure.name}</td>${report.arms.map((arm) => html`<td>${formatRate(measure.of(arm))}</td>`)}</tr>`)}
<tr><td>no answer from the judge</td>${report.arms.map((arm) => html`<td>${arm.unknown}</td>`)}</tr></tbody></table>
<table><thead><tr><th>Paired difference</th><th>Difference [95 %]</th><th>p</th><th>Test</th></tr></thead><tbody>
${report.paired.map((row) => html`<tr><td>${row.measure}</td><td>${row.difference.toFixed(3)} [${row.low.toFixed(3)}, ${row.high.toFixed(3)}]</td><td>${row.p.toFixed(4)}</td><td>${row.test}, n = ${row.n}</td></tr>`)}
</tbody></table>
<p>Judges and what they themselves catch: ${report.judges.map((judge) => html`${judge.name} ${judge.version ?? ''}: recall ${formatRate(judge.recall)}, false positives ${formatRate(judge.falsePositives)}. `)}</p>`
}

function renderServed(summary: RunSummary): Markup {
  if (summary.promotion === null || summary.served === null) return html``
  return html`<h3>Promoted and served</h3>
<p>Model <code>${summary.promotion.model.slice(0, 12)}</code>, approved by ${summary.promotion.approvals.join(' and ')}. ${summary.promotion.note}</p>
<p>One generation went through the gateway, was scanned and is in the corpus: label ${summary.served.label}, reward ${summary.served.reward ?? 'not valid'}, ${summary.served.findings} findings. ${summary.served.reason}</p>
<details><summary>Question and answer</summary><pre>${summary.served.prompt}</pre><pre>${summary.served.text}</pre></details>`
}
