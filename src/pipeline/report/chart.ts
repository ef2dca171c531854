import * as vega from 'vega'
import { compile, type TopLevelSpec } from 'vega-lite'
import { type Markup, trusted } from './html.ts'

/** Colours that stay apart for colour-blind readers (Okabe and Ito, 2008). */
export const COLOURS = ['#0072b2', '#d55e00', '#009e73', '#cc79a7', '#e69f00', '#56b4e9', '#999999']

/** Renders a Vega-Lite specification to inline SVG, without a browser. `label` is what a screen reader says. */
export async function renderChart(spec: TopLevelSpec, label: string): Promise<Markup> {
  const full: TopLevelSpec = {
    background: 'transparent',
    config: {
      font: 'system-ui, sans-serif',
      view: { stroke: null },
      axis: { labelFontSize: 12, titleFontSize: 12, labelLimit: 240 },
      range: { category: COLOURS },
    },
    ...spec,
  }
  const view = new vega.View(vega.parse(compile(full).spec), { renderer: 'none', logLevel: vega.Error })
  const svg = await view.toSVG()
  view.finalize()
  const name = label.replace(/[&<>"]/g, ' ')
  return trusted(svg.replace('<svg ', `<svg role="img" aria-label="${name}" `))
}
