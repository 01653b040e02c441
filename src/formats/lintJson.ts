import { toEslintResult } from '../lint/eslintFormat.ts';
import type { Format } from './lintReport.ts';
import { visibleJson } from '../text/visible.ts';

/** ESLint's own result format, every linted file included. */
export const json: Format = (reports) =>
  `${visibleJson(JSON.stringify(reports.map(({ result, path, text }) => toEslintResult(result, path, hasEdits(result) ? text() : ''))))}\n`;

function hasEdits({ messages, suppressed }: Parameters<typeof toEslintResult>[0]): boolean {
  return [...messages, ...suppressed].some(({ fix, suggestions }) => fix ?? suggestions.length > 0);
}
