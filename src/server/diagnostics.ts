import {
  type CancellationToken,
  DocumentDiagnosticReportKind,
  LSPErrorCodes,
  ResponseError,
  type Connection,
  type Diagnostic,
  DocumentDiagnosticRequest,
  WorkspaceDiagnosticRequest,
  type FullDocumentDiagnosticReport,
  type ProgressToken,
  type UnchangedDocumentDiagnosticReport,
  type WorkspaceDiagnosticParams,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { hashText } from '../text/hash.ts';

/** Files whose diagnostics are told the client in one piece while the workspace is checked. */
const BATCH = 50;

type Report = FullDocumentDiagnosticReport | UnchangedDocumentDiagnosticReport;

export interface DiagnosticSource {
  /** What is wrong with an open document; undefined where it is not open. */
  readonly ofOpen: (uri: string) => Promise<readonly Diagnostic[] | undefined>;
  readonly versionOf: (uri: string) => number | undefined;
  /** The files of the workspace with their diagnostics, one after the other. */
  readonly ofWorkspace: (
    token: CancellationToken,
  ) => AsyncIterable<{ readonly uri: string; readonly diagnostics: readonly Diagnostic[] }>;
  /** Resolves when something has changed since the last call, or when nobody asks any more. */
  readonly change: (token: CancellationToken) => Promise<void>;
}

/** Answers clients that ask for diagnostics, for one document or for the workspace. */
export function registerPullDiagnostics(connection: Connection, source: DiagnosticSource): void {
  connection.onRequest(DocumentDiagnosticRequest.type, async ({ textDocument, previousResultId }, token) => {
    const diagnostics = (await source.ofOpen(textDocument.uri)) ?? [];
    if (token.isCancellationRequested) throw cancelled();
    return reportOf(diagnostics, previousResultId);
  });
  connection.onRequest(WorkspaceDiagnosticRequest.type, async (params, token) => {
    // Clients ask again as soon as they are answered: with everything reported, the answer waits for a change.
    if (params.previousResultIds.length > 0) await source.change(token);
    const items = await workspaceReports(connection, source, params, token);
    if (token.isCancellationRequested) throw cancelled();
    return { items };
  });
}

/** The reports that are left when those that the client takes piece by piece have been sent. */
async function workspaceReports(
  connection: Connection,
  source: DiagnosticSource,
  { previousResultIds, partialResultToken, workDoneToken }: WorkspaceDiagnosticParams,
  token: CancellationToken,
): Promise<WorkspaceDocumentDiagnosticReport[]> {
  const report = (to: ProgressToken | undefined, value: unknown): void => {
    if (to !== undefined) void connection.sendNotification('$/progress', { token: to, value });
  };
  const previous = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
  const gone = new Set(previous.keys());
  let items: WorkspaceDocumentDiagnosticReport[] = [];
  let count = 0;
  report(workDoneToken, { kind: 'begin', title: 'Checking the workspace', cancellable: true });
  for await (const { uri, diagnostics } of source.ofWorkspace(token)) {
    gone.delete(uri);
    count++;
    items.push({ ...reportOf(diagnostics, previous.get(uri)), uri, version: source.versionOf(uri) ?? null });
    if (items.length < BATCH || partialResultToken === undefined) continue;
    report(partialResultToken, { items });
    items = [];
    report(workDoneToken, { kind: 'report', message: `${count} files` });
  }
  report(workDoneToken, { kind: 'end' });
  for (const uri of gone) items.push({ ...reportOf([], undefined), uri, version: null });
  return items;
}

function reportOf(diagnostics: readonly Diagnostic[], previous: string | undefined): Report {
  const resultId = hashText(JSON.stringify(diagnostics));
  return resultId === previous
    ? { kind: DocumentDiagnosticReportKind.Unchanged, resultId }
    : { kind: DocumentDiagnosticReportKind.Full, resultId, items: [...diagnostics] };
}

function cancelled(): ResponseError<void> {
  return new ResponseError(LSPErrorCodes.RequestCancelled, 'The client no longer asks.');
}
