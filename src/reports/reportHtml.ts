import type { ReportResult, ReportStep, RunReport } from './report.ts';
import { escapeHtml, htmlPage } from '../text/html.ts';
import { reportFacts, timeTaken } from './reportWords.ts';

/** Follows the editor's colours inside the editor, and the system's elsewhere. */
const style = `
:root { color-scheme: light dark; --edge: color-mix(in srgb, currentColor 25%, transparent); }
body { margin: 0 auto; max-width: 60rem; padding: 1.5rem; line-height: 1.5;
  font-family: var(--vscode-font-family, system-ui, sans-serif); color: var(--vscode-editor-foreground, CanvasText);
  background: var(--vscode-editor-background, Canvas); }
h1 { margin-top: 0; line-height: 1.2; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2rem 1rem; }
dt, .meta { opacity: 0.8; }
dd { margin: 0; overflow-wrap: anywhere; }
.step, .result { border-left: 3px solid var(--edge); padding-left: 1rem; margin: 1rem 0; }
.state-failed { border-color: var(--vscode-errorForeground, #c72e2e); }
.state-done, .state-succeeded { border-color: var(--vscode-testing-iconPassed, #2e7d32); }
.state-unknown, .state-cancelled, .state-refused { border-color: var(--vscode-editorWarning-foreground, #b26a00); }
pre { margin: 0.5rem 0; padding: 0.5rem 0.75rem; border: 1px solid var(--edge); max-height: 24rem; overflow: auto;
  font-family: var(--vscode-editor-font-family, ui-monospace, monospace); white-space: pre-wrap; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.25rem 0.75rem 0.25rem 0; border-bottom: 1px solid var(--edge);
  overflow-wrap: anywhere; }
time { white-space: nowrap; font-variant-numeric: tabular-nums; }
`;

/**
 * A run's report as one HTML file without scripts or anything loaded from elsewhere; every text of the run is escaped.
 * @param actions HTML of what can be done with it, put below the title; trusted
 */
export function reportHtml(report: RunReport, actions = ''): string {
  const { title, steps, results, timeline, warnings } = report;
  const main = [
    `<h1>${escapeHtml(title)}</h1>`,
    actions,
    factList(report),
    warnings.map((warning) => `<p class="warning">${escapeHtml(warning)}</p>`).join('\n'),
    section('Steps', steps.map(stepHtml)),
    section('Other commands', results.map(resultHtml)),
    section('Timeline', timeline.length === 0 ? [] : [timelineHtml(report)]),
  ];
  return htmlPage({ title, style, main: main.join('\n'), bodyClass: 'run-report' });
}

function section(title: string, parts: readonly string[]): string {
  return parts.length === 0 ? '' : `<section>\n<h2>${title}</h2>\n${parts.join('\n')}\n</section>`;
}

function factList(report: RunReport): string {
  const rows = reportFacts(report).map(([name, value]) => `<dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd>`);
  return `<dl>\n${rows.join('\n')}\n</dl>`;
}

function stepHtml({ title, state, text, by, finishedAt, results }: ReportStep): string {
  const who = by && finishedAt ? ` <span class="meta">${escapeHtml(by)}, ${time(finishedAt)}</span>` : '';
  const head = `<h3>${escapeHtml(title)}</h3>\n<p><strong>${escapeHtml(text)}</strong>${who}</p>`;
  return `<div class="step state-${escapeHtml(state)}">\n${[head, ...results.map(resultHtml)].join('\n')}\n</div>`;
}

function resultHtml(result: ReportResult): string {
  const { command, state, text, duration, context, output, truncated, startedAt } = result;
  const facts = [
    duration === undefined ? '' : timeTaken(duration),
    ...Object.entries(context).map((pair) => pair.join(' ')),
  ];
  const meta = facts.filter(Boolean).map(escapeHtml);
  const parts = [
    `<pre><code>${escapeHtml(command)}</code></pre>`,
    `<p><strong>${escapeHtml(text)}</strong> <span class="meta">${[...meta, time(startedAt)].join(' · ')}</span></p>`,
    ...(output.trim() === ''
      ? []
      : [`<p class="meta">${truncated ? 'End of the output' : 'Output'}</p>`, `<pre>${escapeHtml(output)}</pre>`]),
  ];
  return `<div class="result state-${escapeHtml(state)}">\n${parts.join('\n')}\n</div>`;
}

function timelineHtml({ timeline }: RunReport): string {
  const rows = timeline.map(({ at, by, text, step = '', command }) => {
    const what = `${escapeHtml(text)}${command === undefined ? '' : ` <code>${escapeHtml(command)}</code>`}`;
    return `<tr><td>${time(at)}</td><td>${escapeHtml(by)}</td><td>${what}</td><td>${escapeHtml(step)}</td></tr>`;
  });
  const head = '<tr><th>Time (UTC)</th><th>Who</th><th>What</th><th>Step</th></tr>';
  return `<table>\n<thead>${head}</thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
}

function time(at: string): string {
  return `<time datetime="${escapeHtml(at)}">${escapeHtml(at.replace('T', ' ').replace(/(?:\.\d+)?Z$/, ''))}</time>`;
}
