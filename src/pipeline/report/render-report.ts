import { html, type Markup, trusted } from './html.ts'
import { LIMITS } from './limits.ts'
import type { RunSummary } from './run-summary.ts'
import { renderEngines } from './sections/engines.ts'
import { renderGate } from './sections/gate.ts'
import { renderIssues } from './sections/issues.ts'
import { renderModel } from './sections/model.ts'
import { renderOverview } from './sections/overview.ts'
import { renderPackages } from './sections/packages.ts'
import { renderRewards } from './sections/rewards.ts'

const STYLE = `
:root{color-scheme:light dark;--fg:#1b1f24;--bg:#fff;--soft:#f3f5f7;--line:#d5dae0;--good:#00694b;--bad:#a23b00}
@media (prefers-color-scheme:dark){:root{--fg:#e6e9ec;--bg:#15181c;--soft:#1e2329;--line:#39414a;--good:#4cc9a0;--bad:#f2955c}svg{background:#fff;border-radius:6px}}
*{box-sizing:border-box}body{font:16px/1.5 system-ui,sans-serif;color:var(--fg);background:var(--bg);max-width:1080px;margin:0 auto;padding:24px}
h1{font-size:1.7rem;margin-bottom:0}h2{margin-top:2.4rem;border-bottom:1px solid var(--line);padding-bottom:.2rem}
table{border-collapse:collapse;width:100%;font-size:.88rem;margin:.8rem 0;display:block;overflow-x:auto}
th,td{text-align:left;padding:.3rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}th{background:var(--soft)}
.figures{display:flex;flex-wrap:wrap;gap:12px}.figures div{background:var(--soft);border-radius:8px;padding:10px 16px}
dt{font-size:.8rem}dd{margin:0;font-size:1.3rem;font-weight:600}.warn{color:var(--bad)}.good{color:var(--good)}.bad{color:var(--bad)}
pre{background:var(--soft);padding:12px;overflow-x:auto;border-radius:8px;white-space:pre-wrap}code{font-size:.9em}
nav a{margin-right:1rem}svg{max-width:100%;height:auto}`

/** The report: one HTML file that opens without a server, runs no script and loads nothing. */
export async function renderReport(summary: RunSummary): Promise<string> {
  const sections: Markup[] = [
    renderOverview(summary),
    renderPackages(summary),
    await renderEngines(summary),
    renderIssues(summary),
    await renderRewards(summary),
    renderGate(summary),
    await renderModel(summary),
  ]
  const page = html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<title>${summary.title}</title><style>${trusted(STYLE)}</style></head><body>
<header><h1>${summary.title}</h1><p>Secure by Reward ${summary.version}, ${summary.startedAt}</p>
<nav><a href="#overview">What went in</a><a href="#engines">Engines</a><a href="#issues">Issues</a><a href="#rewards">Reward</a><a href="#gate">Gate</a><a href="#model">Before and after</a><a href="#limits">Limits</a></nav></header>
<main>${sections}
<section id="limits"><h2>What this cannot see</h2><ul>${LIMITS.map((limit) => html`<li>${limit}</li>`)}</ul></section>
<section id="next"><h2>Next commands</h2><pre>${summary.nextCommands.join('\n')}</pre>
<p>In the corpus now: ${Object.entries(summary.corpus).map(([name, count]) => html`${name} ${count}, `)}organised by package and version.</p></section></main></body></html>
`
  return page.text
}
