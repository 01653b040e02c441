import { DiagnosticSeverity, type Diagnostic, type Range, type TextEdit } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { LintMessage } from '../lint/model.ts';
import { hasPage, unusedSuppression } from '../lint/model.ts';
import { ruleUrl } from '../rules/docs.ts';
import type { TextEdit as OffsetEdit } from '../text/edit.ts';
import type { Range as OffsetRange } from '../text/range.ts';

const severities = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  info: DiagnosticSeverity.Information,
} as const;

/** DiagnosticTag.Unnecessary: shown faded. */
const unnecessary = 1;

export function toDiagnostic(message: LintMessage, document: TextDocument): Diagnostic {
  const related = message.related ?? [];
  return {
    source: 'breakwater',
    code: message.ruleId,
    ...(hasPage(message.ruleId) ? { codeDescription: { href: ruleUrl(message.ruleId) } } : {}),
    severity: severities[message.severity],
    range: toRange(message.range, document),
    message: message.message,
    ...(message.ruleId === unusedSuppression ? { tags: [unnecessary] } : {}),
    ...(related.length > 0
      ? {
          relatedInformation: related
            .filter(({ file }) => file === undefined)
            .map((place) => ({
              location: { uri: document.uri, range: toRange(place.range, document) },
              message: place.message,
            })),
        }
      : {}),
  };
}

/** Offsets of findings do not count a byte order mark; editors leave it out of the text as well, but not all of them. */
export function toRange({ start, end }: OffsetRange, document: TextDocument): Range {
  const skipped = markLength(document);
  return { start: document.positionAt(start + skipped), end: document.positionAt(end + skipped) };
}

export function toTextEdit({ range, newText }: OffsetEdit, document: TextDocument): TextEdit {
  return { range: toRange(range, document), newText };
}

export function markLength(document: TextDocument): number {
  return document.getText().startsWith('\uFEFF') ? 1 : 0;
}
