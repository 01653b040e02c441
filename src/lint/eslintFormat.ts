import type { Severity } from '../rules/model.ts';
import type { Suggestion } from '../changes/suggestion.ts';
import type { TextEdit } from '../text/edit.ts';
import { parseError, type LintMessage, type LintResult } from './model.ts';

/** ESLint's own result for one file, as `eslint --format json` prints it. */
export interface EslintResult {
  readonly filePath: string;
  readonly messages: readonly EslintMessage[];
  readonly suppressedMessages: readonly (EslintMessage & {
    readonly suppressions: readonly { readonly kind: string; readonly justification: string }[];
  })[];
  readonly errorCount: number;
  readonly fatalErrorCount: number;
  readonly warningCount: number;
  readonly fixableErrorCount: number;
  readonly fixableWarningCount: number;
  readonly usedDeprecatedRules: readonly never[];
}

export interface EslintMessage {
  readonly ruleId: string;
  /** 2 for errors, 1 for warnings and notes, which ESLint's format does not tell apart. */
  readonly severity: 1 | 2;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly fatal?: true;
  readonly fix?: EslintFix;
  readonly suggestions?: readonly { readonly desc: string; readonly fix: EslintFix }[];
}

export interface EslintFix {
  readonly range: readonly [number, number];
  readonly text: string;
}

/**
 * A result in ESLint's format.
 * @param shownPath the path to print
 * @param text the file's text, out of which edits that lie apart are joined into one
 */
export function toEslintResult(result: LintResult, shownPath: string, text: string): EslintResult {
  const messages = result.messages.map((message) => toMessage(message, text));
  const count = (severity: 1 | 2, fixable = false): number =>
    messages.filter((message) => message.severity === severity && (!fixable || message.fix)).length;
  return {
    filePath: shownPath,
    messages,
    suppressedMessages: result.suppressed.map((message) => ({
      ...toMessage(message, text),
      suppressions: [
        { kind: message.suppressedBy === 'comment' ? 'directive' : 'baseline', justification: message.reason ?? '' },
      ],
    })),
    errorCount: count(2),
    fatalErrorCount: messages.filter(({ fatal }) => fatal).length,
    warningCount: count(1),
    fixableErrorCount: count(2, true),
    fixableWarningCount: count(1, true),
    usedDeprecatedRules: [],
  };
}

function toMessage(
  { ruleId, severity, message, start, end, fix, suggestions }: LintMessage,
  text: string,
): EslintMessage {
  return {
    ruleId,
    severity: severityNumber(severity),
    message,
    line: start.line,
    column: start.column,
    endLine: end.line,
    endColumn: end.column,
    ...(ruleId === parseError ? { fatal: true as const } : {}),
    ...(fix ? { fix: joinEdits(fix, text) } : {}),
    ...(suggestions.length > 0
      ? { suggestions: suggestions.map((suggestion) => ({ desc: suggestion.title, fix: joinEdits(suggestion, text) })) }
      : {}),
  };
}

function severityNumber(severity: Severity): 1 | 2 {
  return severity === 'error' ? 2 : 1;
}

/** Several edits as one, with the text between them. */
export function joinEdits({ edits }: Pick<Suggestion, 'edits'>, text: string): EslintFix {
  const ordered = [...edits].sort((a: TextEdit, b: TextEdit) => a.range.start - b.range.start);
  const start = ordered[0]?.range.start ?? 0;
  let out = '';
  let at = start;
  for (const { range, newText } of ordered) {
    out += text.slice(at, range.start) + newText;
    at = range.end;
  }
  return { range: [start, at], text: out };
}
