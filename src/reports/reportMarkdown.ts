import { joinLines } from '../text/visible.ts';
import type { ReportResult, ReportStep, RunReport } from './report.ts';
import { reportFacts, timeTaken } from './reportWords.ts';

/** A run's report as Markdown. Texts of the run are shown as they are, not read as Markdown or HTML. */
export function reportMarkdown(report: RunReport): string {
  const { title, warnings, steps, results, timeline } = report;
  const parts = [`# ${escaped(title)}`, facts(report), ...warnings.map((warning) => `> ${escaped(warning)}`)];
  if (steps.length > 0) parts.push('## Steps', ...steps.map(stepText));
  if (results.length > 0) parts.push('## Other commands', ...results.map(resultText));
  if (timeline.length > 0) {
    const rows = timeline.map(
      ({ at, by, text, step, command }) =>
        `| ${[at, by, command ? `${text}: ${command}` : text, step ?? ''].map(escaped).join(' | ')} |`,
    );
    parts.push('## Timeline', ['| Time (UTC) | Who | What | Step |', '| --- | --- | --- | --- |', ...rows].join('\n'));
  }
  return `${parts.join('\n\n')}\n`;
}

function facts(report: RunReport): string {
  return reportFacts(report)
    .map(([name, value]) => `- ${escaped(name)}: ${escaped(value)}`)
    .join('\n');
}

function stepText({ title, text, by, finishedAt, results }: ReportStep): string {
  const who = by && finishedAt ? ` (${escaped(by)}, ${escaped(finishedAt)})` : '';
  return [`### ${escaped(title)}`, `${escaped(text)}${who}`, ...results.map(resultText)].join('\n\n');
}

function resultText({ command, text, duration: took, context, output, truncated, startedAt }: ReportResult): string {
  const where = Object.entries(context).map(([kind, name]) => `${kind} ${name}`);
  const said = [text, took === undefined ? '' : timeTaken(took), ...where, startedAt].filter(Boolean);
  const parts = [fenced(command, 'sh'), said.map(escaped).join(' · ')];
  if (output.trim() !== '') parts.push(truncated ? 'End of the output:' : 'Output:', fenced(output, 'text'));
  return parts.join('\n\n');
}

/** In a fence that is longer than any within. */
function fenced(text: string, language: string): string {
  const ticks = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(ticks + 1);
  return `${fence}${language}\n${text.trimEnd()}\n${fence}`;
}

/** On one line, with nothing that Markdown or HTML would read. */
function escaped(text: string): string {
  return joinLines(text)
    .replace(/[\\`*_{}[\]<>#|~!]/g, '\\$&')
    .replace(/&(?=#?\w+;)/g, '&amp;')
    .replace(/^(\s*)(\d+)([.)])/, '$1$2\\$3')
    .replace(/^(\s*)([-+=])/, '$1\\$2');
}
