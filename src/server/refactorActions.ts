import {
  CodeActionKind,
  type CodeAction,
  type CodeActionParams,
  type CreateFile,
  type TextDocumentEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Refactor } from '../refactors/model.ts';
import type { Range } from '../text/range.ts';
import type { ClientTraits } from './clientTraits.ts';
import { markLength, toTextEdit } from './convert.ts';
import type { Projects } from './projects.ts';

/** What a refactor that is resolved later needs to find its edit again. */
export interface RefactorData {
  readonly uri: string;
  readonly version: number;
  /** Where it was asked for, as the text counts. */
  readonly refactor: Range;
}

/**
 * What may be done about the call that is selected. A client that resolves edits gets each with `refactorEdit`, once it is
 * chosen; for others the types of all are checked at once.
 */
export async function refactorActions(
  { range }: CodeActionParams,
  document: TextDocument,
  projects: Projects,
  { createsFiles, resolvesEdits }: Pick<ClientTraits, 'createsFiles' | 'resolvesEdits'>,
): Promise<CodeAction[]> {
  const skipped = markLength(document);
  const selected = {
    start: Math.max(0, document.offsetAt(range.start) - skipped),
    end: Math.max(0, document.offsetAt(range.end) - skipped),
  };
  const { uri, version } = document;
  const text = document.getText();
  const all = await projects.refactors(uri, text, selected);
  const offered = all.filter(({ creates }) => !creates || createsFiles);
  if (resolvesEdits) {
    const data: RefactorData = { uri, version, refactor: selected };
    return offered.map((one) => ({ title: one.title, kind: kindOf(one), data }));
  }
  const errors = await projects.typeErrors(uri, text, offered);
  return offered
    .filter((_, index) => errors[index]!.length === 0)
    .map((one) => ({ title: one.title, kind: kindOf(one), edit: editOf(one, document) }));
}

/** The edit of a refactor, unless the file would have type errors with it that it does not have now. */
export async function refactorEdit(
  action: CodeAction,
  selected: Range,
  document: TextDocument,
  projects: Projects,
  { tell }: { readonly tell: (message: string) => void },
): Promise<CodeAction | undefined> {
  const text = document.getText();
  const { version, uri } = document;
  const chosen = (await projects.refactors(uri, text, selected)).find(({ title }) => title === action.title);
  if (!chosen) return undefined;
  const [errors] = await projects.typeErrors(uri, text, [chosen]);
  if (document.version !== version) return undefined;
  if (errors!.length === 0) return { ...action, edit: editOf(chosen, document) };
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  tell(`“${action.title}” was not done: ${decodeURIComponent(name)} would no longer type-check. ${errors![0]}`);
  return { ...action, edit: {} };
}

function kindOf({ creates }: Refactor): CodeActionKind {
  return creates ? CodeActionKind.RefactorExtract : CodeActionKind.RefactorRewrite;
}

function editOf({ edits, creates }: Refactor, document: TextDocument): WorkspaceEdit {
  const { uri, version } = document;
  const own = edits.map((edit) => toTextEdit(edit, document));
  if (!creates) return { changes: { [uri]: own } };
  const made = new URL(creates.name, uri).href;
  return { documentChanges: [...newFile(made, creates.text), { textDocument: { uri, version }, edits: own }] };
}

/** The changes that make a file; none that is there already is overwritten. */
export function newFile(uri: string, text: string): (CreateFile | TextDocumentEdit)[] {
  const start = { line: 0, character: 0 };
  return [
    { kind: 'create', uri, options: { overwrite: false, ignoreIfExists: false } },
    { textDocument: { uri, version: null }, edits: [{ range: { start, end: start }, newText: text }] },
  ];
}
