import type { Reliability } from '../../stats/index.ts'
import { renderChart } from '../report/chart.ts'

/** A reliability diagram as SVG: what was predicted against how often it was so, with 95 % Wilson intervals. */
export async function renderReliability(curves: {
  before: Reliability | null
  after: Reliability | null
}): Promise<string> {
  const values = Object.entries(curves).flatMap(([curve, reliability]) =>
    (reliability?.bins ?? []).map(({ n, predicted, observed, interval }) => ({
      curve,
      n,
      predicted,
      observed,
      ...interval,
    })),
  )
  const scale = { domain: [0, 1] }
  const x = { field: 'predicted', type: 'quantitative', scale, title: 'predicted P(vulnerable)' } as const
  const colour = { field: 'curve', type: 'nominal', title: null } as const
  const svg = await renderChart(
    {
      width: 360,
      height: 360,
      layer: [
        {
          data: { values: [{ a: 0 }, { a: 1 }] },
          mark: { type: 'line', strokeDash: [4, 4], color: '#999999' },
          encoding: {
            x: { field: 'a', type: 'quantitative', scale },
            y: { field: 'a', type: 'quantitative', scale },
          },
        },
        {
          data: { values },
          mark: 'rule',
          encoding: {
            x,
            y: { field: 'low', type: 'quantitative', scale, title: 'share that was vulnerable' },
            y2: { field: 'high' },
            color: colour,
          },
        },
        {
          data: { values },
          mark: { type: 'point', filled: true },
          encoding: {
            x,
            y: { field: 'observed', type: 'quantitative', scale },
            size: { field: 'n', type: 'quantitative', title: 'cases' },
            color: colour,
          },
        },
      ],
    },
    'Reliability of P(vulnerable), before and after calibration',
  )
  return svg.text
}
