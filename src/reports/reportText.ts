import { joinLines } from '../text/visible.ts';
import type { ReportResult, RunReport } from './report.ts';
import { outcomeNames, timeTaken } from './reportWords.ts';

/** Lines of an output that are shown. */
const MAX_OUTPUT_LINES = 20;

/** A run's report as text for a terminal. */
export function reportText(report: RunReport): string {
  const { title, path, run, startedAt, endedAt, outcome, summary, steps, results, timeline, warnings } = report;
  const kind = report.dryRun ? ' (dry run)' : report.drill ? ' (drill)' : '';
  const lines = [
    `${oneLine(title)}${kind}`,
    `${outcomeNames[outcome]}: ${summary}`,
    `${oneLine(path)}, run ${run}`,
    `${startedAt}${endedAt === undefined ? '' : ` to ${endedAt}`}`,
    ...warnings.map((warning) => `! ${warning}`),
    '',
    'Steps',
    ...steps.flatMap((step) => [
      `  ${oneLine(step.title)}: ${oneLine(step.text)}`,
      ...step.results.flatMap(resultLines),
    ]),
    ...results.flatMap(resultLines),
    '',
    'Timeline (UTC)',
    ...timeline.map(({ at, by, text, step, command }) => {
      const about = [step && `[${oneLine(step)}]`, command && `$ ${oneLine(command)}`].filter(Boolean).join(' ');
      return `  ${at.slice(0, 19).replace('T', ' ')}  ${oneLine(by)}  ${oneLine(text)}${about ? `  ${about}` : ''}`;
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function resultLines({ command, text, duration, output }: ReportResult): string[] {
  const printed = output.trimEnd().split('\n');
  const shown = output.trim() === '' ? [] : printed.slice(-MAX_OUTPUT_LINES);
  return [
    ...command.split('\n').map((line, index) => `    ${index === 0 ? '$' : ' '} ${line}`),
    `      ${oneLine(text)}${duration === undefined ? '' : `, ${timeTaken(duration)}`}`,
    ...(shown.length < printed.length && shown.length > 0
      ? [`      (${printed.length - shown.length} more lines)`]
      : []),
    ...shown.map((line) => `      ${line}`),
  ];
}

function oneLine(text: string): string {
  return joinLines(text);
}
