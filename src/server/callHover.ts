import { MarkupKind, type Hover } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { describeCallAt } from '../lint/describeCall.ts';
import { hasPage } from '../lint/model.ts';
import { ruleUrl } from '../rules/docs.ts';
import { markLength, toRange } from './convert.ts';
import type { Linter } from './linter.ts';
import type { Projects } from './projects.ts';
import type { RunbookCalls } from './runbookCalls.ts';

/** The findings at an offset with their rules' pages, and what is known of the remote call there, its runbook included. */
export async function sourceHover(
  document: TextDocument,
  offset: number,
  linter: Linter,
  projects: Projects,
  runbooks: RunbookCalls,
): Promise<Hover | null> {
  const at = offset - markLength(document);
  const { version } = document;
  const [{ messages }, facts] = [
    await linter.resultOf(document),
    await projects.facts(document.uri, document.getText()),
  ];
  if (document.version !== version) return null;
  const here = messages.filter(({ range }) => range.start <= at && at <= range.end);
  const call = facts && describeCallAt(facts, at);
  const parts = here.map(({ ruleId, message }) => {
    const page = hasPage(ruleId) ? ` ([${ruleId}](${ruleUrl(ruleId)}))` : '';
    return `${message}${page}`;
  });
  if (call) parts.push(call.text);
  const runbook = call && runbooks.hover(document.uri, call.call);
  if (runbook !== undefined) parts.push(runbook);
  if (parts.length === 0) return null;
  const range = call?.range ?? here[0]!.range;
  return { contents: { kind: MarkupKind.Markdown, value: parts.join('\n\n') }, range: toRange(range, document) };
}
