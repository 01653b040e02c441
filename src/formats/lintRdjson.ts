import { repositoryUrl } from '../text/repository.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { Range } from '../text/range.ts';
import { joinEdits } from '../lint/eslintFormat.ts';
import { hasPage, type LintMessage } from '../lint/model.ts';
import { ruleUrl } from '../rules/docs.ts';
import type { Severity } from '../rules/model.ts';
import type { FileReport, Format } from './lintReport.ts';
import { visibleJson } from '../text/visible.ts';

const severities: Readonly<Record<Severity, string>> = { error: 'ERROR', warning: 'WARNING', info: 'INFO' };

/** Reviewdog's diagnostic format. Its columns count bytes of UTF-8. */
export const rdjson: Format = (reports) =>
  `${visibleJson(
    JSON.stringify({
      source: { name: 'breakwater', url: repositoryUrl },
      diagnostics: reports.flatMap(diagnosticsOf),
    }),
  )}\n`;

function diagnosticsOf({ result, path, text }: FileReport): object[] {
  if (result.messages.length === 0) return [];
  const source = text();
  const lines = new LineIndex(source);
  const place = (offset: number): object => {
    const { line } = lines.positionAt(offset);
    return { line, column: Buffer.byteLength(source.slice(lines.lineStart(line), offset)) + 1 };
  };
  const rangeOf = ({ start, end }: Range): object => ({ start: place(start), end: place(end) });
  return result.messages.map((message) => ({
    message: message.message,
    severity: severities[message.severity],
    location: { path, range: rangeOf(message.range) },
    code: { value: message.ruleId, ...(hasPage(message.ruleId) ? { url: ruleUrl(message.ruleId) } : {}) },
    ...suggestionsOf(message, source, rangeOf),
  }));
}

/** Reviewdog applies every suggestion of a finding, so only the first of several ways goes along. */
function suggestionsOf(
  { fix, suggestions }: LintMessage,
  source: string,
  rangeOf: (range: Range) => object,
): { readonly suggestions?: readonly object[] } {
  const change = fix ?? suggestions[0];
  if (!change) return {};
  const { range, text } = joinEdits(change, source);
  return { suggestions: [{ range: rangeOf({ start: range[0], end: range[1] }), text }] };
}
