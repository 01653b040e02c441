/** Colours are those of VS Code where the page is shown there, else of the system. */
export const style = `
:root { color-scheme: light dark;
  --back: var(--vscode-editor-background, light-dark(#ffffff, #1f1f1f));
  --text: var(--vscode-editor-foreground, light-dark(#1f1f1f, #d8d8d8));
  --muted: var(--vscode-descriptionForeground, light-dark(#5a5a5a, #a8a8a8));
  --edge: var(--vscode-contrastBorder, var(--vscode-widget-border, color-mix(in srgb, var(--text) 22%, transparent)));
  --bar: var(--vscode-charts-blue, light-dark(#1a6dcc, #4a9eff));
  --over: var(--vscode-charts-red, light-dark(#c72e2e, #f48771));
  --focus: var(--vscode-focusBorder, light-dark(#005fb8, #4a9eff)); }
body.vscode-light, body.vscode-high-contrast-light { color-scheme: light; }
body.vscode-dark, body.vscode-high-contrast:not(.vscode-high-contrast-light) { color-scheme: dark; }
body { margin: 0 auto; max-width: 80rem; padding: 1rem 1.5rem 3rem; background: var(--back); color: var(--text);
  font-family: var(--vscode-font-family, system-ui, sans-serif); font-size: var(--vscode-font-size, 14px); line-height: 1.5; }
h1 { font-size: 1.7em; font-weight: 600; line-height: 1.2; margin: 0.5rem 0 0; }
h2 { font-size: 1.3em; font-weight: 600; margin: 2.5rem 0 0.75rem; padding-bottom: 0.25rem; border-bottom: 1px solid var(--edge); }
h3 { font-size: 1em; font-weight: 600; margin: 0 0 0.25rem; }
p { margin: 0.25rem 0; max-width: 75ch; }
.muted { color: var(--muted); }
.formula { color: var(--muted); font-size: 0.9em; margin: 0 0 0.5rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 15rem), 1fr)); gap: 1rem; margin: 1.25rem 0; padding: 0; }
.tiles > div, figure { border: 1px solid var(--edge); border-radius: 6px; padding: 0.75rem 1rem; margin: 0; min-width: 0; }
.tiles dt { color: var(--muted); }
.tiles dd { margin: 0; }
.tiles .value { font-size: 1.5em; font-weight: 600; line-height: 1.3; }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 26rem), 1fr)); gap: 1rem; }
figcaption { margin: 0; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; font-weight: normal; padding: 0.2rem 1rem 0.2rem 0; overflow-wrap: anywhere; }
thead th { color: var(--muted); font-size: 0.9em; }
td.number { font-variant-numeric: tabular-nums; white-space: nowrap; }
.figures { overflow-x: auto; }
.figures th, .figures td { border-bottom: 1px solid var(--edge); overflow-wrap: normal; }
.figures th:first-child { overflow-wrap: anywhere; min-width: 8rem; }
.bars th:first-child { width: 27%; }
.bars td:nth-child(2) { width: 28%; }
.bars th, .bars td { padding-right: 0.75rem; }
.bars td:last-child { padding-right: 0; }
svg.bar { display: block; width: 100%; height: 0.9em; margin: 0.3em 0; }
svg.columns { display: block; width: 100%; max-width: 44rem; height: auto; font-size: 12px; }
svg text { fill: var(--text); }
svg .axis { stroke: var(--edge); stroke-width: 1; vector-effect: non-scaling-stroke; }
svg .value { fill: var(--bar); stroke: var(--vscode-contrastActiveBorder, none); vector-effect: non-scaling-stroke; }
svg .over { fill: var(--over); }
svg .mean, svg .limit { stroke: var(--text); stroke-width: 2; vector-effect: non-scaling-stroke; }
svg .limit { stroke-dasharray: 4 3; }
details { margin: 1rem 0; }
summary { cursor: pointer; padding: 0.25rem 0; }
summary:focus-visible, [tabindex]:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
ul { max-width: 90ch; padding-left: 1.25rem; }
@media (forced-colors: active) {
  svg .value { fill: CanvasText; forced-color-adjust: none; }
  svg .mean, svg .limit { stroke: Highlight; forced-color-adjust: none; }
}
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  figure, tr { break-inside: avoid; }
  h2, summary { break-after: avoid; }
}
`;
