import { CodeActionKind, type CodeAction, type CodeActionParams, type Diagnostic } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Suggestion } from '../lint/model.ts';
import { internalError, parseError } from '../lint/model.ts';
import { markLength, toDiagnostic, toTextEdit } from './convert.ts';
import type { Linter } from './linter.ts';
import type { Projects } from './projects.ts';

/** Applies every fix that needs no judgement. */
export const fixAllKind = 'source.fixAll.breakwater';

/** The actions at a range: suggestions of its findings, the safe one preferred, then comments that disable their rules. */
export async function codeActions(
  params: CodeActionParams,
  document: TextDocument,
  linter: Linter,
  projects: Projects,
): Promise<CodeAction[]> {
  const { only } = params.context;
  const wants = (kind: string): boolean => !only || only.some((one) => kind === one || kind.startsWith(`${one}.`));
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const skipped = markLength(document);
    const from = document.offsetAt(params.range.start) - skipped;
    const to = document.offsetAt(params.range.end) - skipped;
    const { messages } = await linter.resultOf(document);
    const here = messages.filter(({ range }) => range.start <= to && from <= range.end);
    for (const message of here) {
      const diagnostic = toDiagnostic(message, document);
      const suggestions = [...(message.fix ? [message.fix] : []), ...message.suggestions];
      suggestions.forEach((suggestion, index) => actions.push(quickFix(suggestion, document, diagnostic, index === 0)));
    }
    for (const message of here) {
      if (message.ruleId === parseError || message.ruleId === internalError) continue;
      const suggestion = await projects.disableSuggestion(document.uri, document.getText(), message);
      actions.push(quickFix(suggestion, document, toDiagnostic(message, document), false));
    }
  }
  // Only on request: on every other light bulb it would stand in the way, and cost a lint.
  if (only && wants(fixAllKind)) {
    const fixed = await projects.fixAll(document.uri, document.getText());
    if (fixed !== undefined) actions.push(fixAllAction(document, fixed));
  }
  return actions;
}

function quickFix(
  suggestion: Suggestion,
  document: TextDocument,
  diagnostic: Diagnostic,
  preferred: boolean,
): CodeAction {
  return {
    title: suggestion.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    ...(preferred ? { isPreferred: true } : {}),
    edit: { changes: { [document.uri]: suggestion.edits.map((edit) => toTextEdit(edit, document)) } },
  };
}

function fixAllAction(document: TextDocument, newText: string): CodeAction {
  const text = document.getText();
  let start = 0;
  while (start < text.length && start < newText.length && text[start] === newText[start]) start++;
  let cut = 0;
  const most = Math.min(text.length, newText.length) - start;
  while (cut < most && text[text.length - 1 - cut] === newText[newText.length - 1 - cut]) cut++;
  const range = { start: document.positionAt(start), end: document.positionAt(text.length - cut) };
  return {
    title: 'Fix all safe Breakwater problems',
    kind: fixAllKind,
    edit: { changes: { [document.uri]: [{ range, newText: newText.slice(start, newText.length - cut) }] } },
  };
}
