import { pathToFileURL } from 'node:url';
import {
  CodeActionKind,
  CodeActionTriggerKind,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
  type TextEdit,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { LintMessage, Suggestion } from '../lint/model.ts';
import { hasPage, internalError, parseError } from '../lint/model.ts';
import type { Range } from '../text/range.ts';
import type { ClientTraits } from './clientTraits.ts';
import { markLength, toDiagnostic, toTextEdit } from './convert.ts';
import { commentEdit, configAction, configEdit, pageAction, type ConfigClient } from './disableActions.ts';
import type { Linter } from './linter.ts';
import type { Projects } from './projects.ts';
import { newFile, refactorActions, refactorEdit } from './refactorActions.ts';
import type { TestFile } from './proof.ts';
import type { RunbookCalls } from './runbookCalls.ts';

/** Applies every fix that needs no judgement. */
export const fixAllKind = 'source.fixAll.breakwater';

/** Writes a test that fails until a finding is resolved. */
export const proveKind = `${CodeActionKind.Refactor}.prove`;

/** What actions depend on of the client and its workspace. */
type ActionClient = Pick<ClientTraits, 'resolvesEdits' | 'takesSnippets' | 'showsPages'> &
  ConfigClient & { readonly tell: (message: string) => void };

/** What a code action that is resolved later needs to find its edit again. */
interface ActionData {
  readonly uri: string;
  readonly version: number;
  /** Of the finding to disable; absent for "fix all". */
  readonly disable?: string;
  readonly scope?: 'line' | 'file';
  /** The rule to turn off in the configuration. */
  readonly ruleId?: string;
  /** Where a refactor was asked for; its edit comes once its types are checked. */
  readonly refactor?: Range;
}

/**
 * The actions at a range: fixes and suggestions of its findings, then comments that disable their rules. Only a fix that
 * chooses nothing for the person, no figure and no behaviour, is preferred. For a client that resolves edits, edits that cost a parse or a
 * lint come with `resolveAction`.
 */
export async function codeActions(
  params: CodeActionParams,
  document: TextDocument,
  linter: Linter,
  projects: Projects,
  runbooks: RunbookCalls,
  client: ActionClient,
): Promise<CodeAction[]> {
  const { only } = params.context;
  const { resolvesEdits: lazily, createsFiles } = client;
  const wants = (kind: string): boolean => !only || only.some((one) => kind === one || kind.startsWith(`${one}.`));
  const { uri, version } = document;
  const { messages } = await linter.resultOf(document);
  const actions: CodeAction[] = [];
  if (wants(CodeActionKind.QuickFix)) {
    const here = messages.filter(isAt(params, document));
    for (const message of here) actions.push(...quickFixes(message, document));
    const facts = here.length > 0 ? await projects.facts(uri, document.getText()) : undefined;
    if (facts && document.version === version) actions.push(...runbooks.actions(document, facts, here, createsFiles));
    for (const scope of ['line', 'file'] as const) {
      for (const message of here.filter(({ ruleId }) => ruleId !== parseError && ruleId !== internalError)) {
        const action = disableAction(message, document, { uri, version, disable: keyOf(message), scope });
        actions.push(lazily ? action : ((await resolveAction(action, document, linter, projects, client)) ?? action));
      }
    }
    actions.push(...(await ruleActions(here, document, projects, client)));
  }
  if (createsFiles && wants(proveKind)) {
    for (const message of messages.filter(isAt(params, document))) {
      const test = await projects.proof(uri, document.getText(), messages, message);
      if (test) actions.push(proveAction(message, document, test));
    }
  }
  if ((wants(CodeActionKind.RefactorRewrite) || wants(CodeActionKind.RefactorExtract)) && isAskedFor(params)) {
    // What a finding offers already is not offered once more.
    const titles = new Set(actions.map(({ title }) => title));
    const refactors = await refactorActions(params, document, projects, client);
    actions.push(...refactors.filter(({ title, kind }) => wants(kind!) && !titles.has(title)));
  }
  // Only on request: on every other light bulb it would stand in the way. And only where there is something to fix.
  if (only && wants(fixAllKind) && messages.some(({ fix }) => fix)) {
    const data: ActionData = { uri, version };
    const action: CodeAction = { title: 'Fix all safe Breakwater problems', kind: fixAllKind, data };
    const resolved = lazily ? action : await resolveAction(action, document, linter, projects, client);
    if (resolved) actions.push(resolved);
  }
  return actions;
}

/** For each rule once: turning it off in the configuration, and its page. */
async function ruleActions(
  here: readonly LintMessage[],
  document: TextDocument,
  projects: Projects,
  client: ActionClient,
): Promise<CodeAction[]> {
  const byRule = [...new Map(here.filter(({ ruleId }) => hasPage(ruleId)).map((one) => [one.ruleId, one])).values()];
  const { uri, version } = document;
  const inConfig = await Promise.all(
    byRule.map(async (message) => {
      const { ruleId } = message;
      const edit = await configEdit(ruleId, document, projects, client);
      const data: ActionData = { uri, version, ruleId };
      if (edit) return [{ ...configAction(message, document), ...(client.resolvesEdits ? { data } : { edit }) }];
      return [];
    }),
  );
  return [
    ...inConfig.flat(),
    ...(client.showsPages ? byRule.map((message) => pageAction(message.ruleId, toDiagnostic(message, document))) : []),
  ];
}

/** The document that an action without an edit belongs to. */
export function documentOfAction({ data }: CodeAction): string | undefined {
  return (data as ActionData | undefined)?.uri;
}

/** An action with its edit; undefined where it would change nothing, or the document has changed since it was offered. */
export async function resolveAction(
  action: CodeAction,
  document: TextDocument,
  linter: Linter,
  projects: Projects,
  client: ActionClient,
): Promise<CodeAction | undefined> {
  const { data, ...rest } = action;
  const { version, disable, scope = 'line', ruleId, refactor } = data as ActionData;
  if (document.version !== version) return undefined;
  if (refactor) return refactorEdit(rest, refactor, document, projects, client);
  if (ruleId !== undefined) {
    const edit = await configEdit(ruleId, document, projects, client);
    return edit && { ...rest, edit };
  }
  const text = document.getText();
  if (disable === undefined) {
    const fixed = await projects.fixAll(document.uri, text);
    return fixed === undefined
      ? undefined
      : { ...rest, edit: { changes: { [document.uri]: [differenceEdit(document, fixed)] } } };
  }
  const message = (await linter.resultOf(document)).messages.find((one) => keyOf(one) === disable);
  if (!message) return undefined;
  const suggestion = await projects.disableSuggestion(document.uri, text, message, scope);
  return {
    ...rest,
    edit: commentEdit(
      suggestion.edits.map((edit) => toTextEdit(edit, document)),
      document,
      client,
    ),
  };
}

/** A selection, or the person's request: refactors fit so many calls that they are not offered wherever a cursor goes. */
function isAskedFor({ range: { start, end }, context }: CodeActionParams): boolean {
  return (
    context.triggerKind !== CodeActionTriggerKind.Automatic ||
    start.line !== end.line ||
    start.character !== end.character
  );
}

function isAt({ range }: CodeActionParams, document: TextDocument): (message: LintMessage) => boolean {
  const skipped = markLength(document);
  const from = document.offsetAt(range.start) - skipped;
  const to = document.offsetAt(range.end) - skipped;
  return (message) => message.range.start <= to && from <= message.range.end;
}

function keyOf({ ruleId, range }: LintMessage): string {
  return `${ruleId}:${range.start}:${range.end}`;
}

function quickFixes(message: LintMessage, document: TextDocument): CodeAction[] {
  const diagnostic = toDiagnostic(message, document);
  return [
    ...(message.fix ? [quickFix(message.fix, document, diagnostic, true)] : []),
    ...message.suggestions.map((suggestion) => quickFix(suggestion, document, diagnostic, false)),
  ];
}

function disableAction(message: LintMessage, document: TextDocument, data: ActionData): CodeAction {
  return {
    title: `Disable ${message.ruleId} for this ${data.scope}`,
    kind: CodeActionKind.QuickFix,
    diagnostics: [toDiagnostic(message, document)],
    data,
  };
}

function proveAction(message: LintMessage, document: TextDocument, { path, text }: TestFile): CodeAction {
  return {
    title: `Prove it: write a test that fails until ${message.ruleId} is fixed`,
    kind: proveKind,
    diagnostics: [toDiagnostic(message, document)],
    edit: { documentChanges: newFile(pathToFileURL(path).href, text) },
  };
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

/** One edit from the document's text to another, over the part in which they differ. */
function differenceEdit(document: TextDocument, newText: string): TextEdit {
  const text = document.getText();
  let start = 0;
  while (start < text.length && start < newText.length && text[start] === newText[start]) start++;
  let cut = 0;
  const maxCut = Math.min(text.length, newText.length) - start;
  while (cut < maxCut && text[text.length - 1 - cut] === newText[newText.length - 1 - cut]) cut++;
  const range = { start: document.positionAt(start), end: document.positionAt(text.length - cut) };
  return { range, newText: newText.slice(start, newText.length - cut) };
}
