import {
  MessageType,
  ShowDocumentRequest,
  ShowMessageNotification,
  type Connection,
  type TextDocumentIdentifier,
} from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { isWithin } from '../files/paths.ts';
import { parseRunbook } from '../runbook/parse.ts';
import type { Runbook } from '../runbook/model.ts';
import { foldingOf, lensesOf, linksOf, stepCommand, symbolsOf, terminalCommand } from './outline.ts';
import { invalidParams, requireParams } from './params.ts';
import { isMarkdown, isRunbook } from './runbooks.ts';
import { showRunbookCommand } from './runbookCalls.ts';
import { isConfig, type Session } from './session.ts';

/** Answers for the outline of runbooks, and for lenses and their commands. */
export function registerOutline(connection: Connection, session: Session): void {
  const { documents, projects } = session;
  const read = <T>(
    params: { readonly textDocument: TextDocumentIdentifier },
    make: (runbook: Runbook, document: TextDocument, path: string) => T[],
  ): T[] => {
    requireParams(params, 'textDocument');
    const { uri } = params.textDocument;
    const document = documents.get(uri);
    if (!document || !isMarkdown(document) || !isRunbook(document)) return [];
    const path = projects.pathOf(uri);
    return make(parseRunbook(document.getText(), { fileName: path }), document, path);
  };
  connection.onDocumentSymbol((params) => read(params, symbolsOf));
  connection.onFoldingRanges((params) => read(params, foldingOf));
  connection.onDocumentLinks((params) =>
    read(params, (runbook, document, path) =>
      document.uri.startsWith('file:') ? linksOf(runbook, document, path) : [],
    ),
  );
  connection.onCodeLens(async (params) => {
    requireParams(params, 'textDocument');
    const document = documents.get(params.textDocument.uri);
    if (!document?.uri.startsWith('file:') || isConfig(document)) return [];
    if (isMarkdown(document)) return session.traits.outlines ? read(params, lensesOf) : [];
    const { version } = document;
    const facts = await projects.facts(document.uri, document.getText());
    return facts && document.version === version ? session.calls.lenses(document, facts) : [];
  });
  connection.onExecuteCommand((params) => {
    const { command, arguments: given } = (params ?? {}) as { command?: unknown; arguments?: unknown };
    const [uri, step]: readonly unknown[] = Array.isArray(given) ? given : [];
    if (command !== showRunbookCommand && command !== stepCommand)
      throw invalidParams(`Unknown command: ${String(command)}.`);
    if (typeof uri !== 'string') throw invalidParams(`${command}: the first argument must be an address.`);
    if (command === showRunbookCommand) {
      const path = uri.startsWith('file:') ? projects.pathOf(uri) : undefined;
      const inside = session.folders.some((one) => path !== undefined && isWithin(path, projects.pathOf(one)));
      if (!inside || !/\.(?:md|markdown|mdx)$/i.test(path!))
        throw invalidParams(`${command}: only Markdown files of the workspace can be shown.`);
      void connection.sendRequest(ShowDocumentRequest.type, { uri, takeFocus: true }).catch(() => undefined);
      return null;
    }
    if (typeof step !== 'string') throw invalidParams(`${command}: the second argument must be the id of a step.`);
    // A server has no terminal, and runs nothing: the person does, after reading it.
    const line = terminalCommand(projects.pathOf(uri), step);
    const message = `Run this in a terminal: ${line}`;
    void connection.sendNotification(ShowMessageNotification.type, { type: MessageType.Info, message });
    return line;
  });
}
