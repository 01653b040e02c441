import type { Severity } from '../rules/model.ts';
import { visible } from '../text/visible.ts';
import type { Format } from './lintReport.ts';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** Workflow commands that GitHub shows as annotations of a pull request. */
export const github: Format = (reports) =>
  reports
    .flatMap(({ result, path }) =>
      result.messages.map(({ severity, start, end, ruleId, message }) =>
        annotation(severity, { path, start, end, id: ruleId }, message),
      ),
    )
    .join('');

interface AnnotatedPlace {
  readonly path: string;
  readonly start: { readonly line: number; readonly column: number };
  readonly end: { readonly line: number; readonly column: number };
  /** Of the rule or check. */
  readonly id: string;
}

/** One finding as a workflow command, with its line break. */
export function annotation(severity: Severity, { path, start, end, id }: AnnotatedPlace, message: string): string {
  const place = {
    file: path,
    line: start.line,
    endLine: end.line,
    // GitHub refuses columns for annotations over several lines.
    ...(start.line === end.line ? { col: start.column, endColumn: end.column } : {}),
    title: `breakwater/${id}`,
  };
  const properties = Object.entries(place).map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${commands[severity]} ${properties.join(',')}::${escapeData(message)}\n`;
}

function escapeData(text: string): string {
  return visible(text).replace(/%/g, '%25').replace(/\n/g, '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
