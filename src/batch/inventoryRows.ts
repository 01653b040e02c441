import type {
  ClientInstance,
  ClientOrigin,
  ErrorState,
  FanOut,
  FileFacts,
  PolicyState,
  RemoteCall,
  Retry,
  StatusState,
  TimeoutState,
} from '../facts/model.ts';
import { LineIndex } from '../text/lineIndex.ts';
import type { Range } from '../text/range.ts';

interface Place {
  /** Relative to the working directory, `/`-separated; empty until the rows of a run are put together. */
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export interface CallRow extends Place {
  readonly kind: 'call';
  readonly api: string;
  readonly client: ClientOrigin;
  /** How the client is known, where syntax does not tell: by what a compiler says. */
  readonly by?: 'types';
  readonly timeout: TimeoutState;
  readonly policy: PolicyState;
  readonly errors: ErrorState;
  readonly status: StatusState;
  readonly fanout: FanOut;
  readonly test: boolean;
  readonly target?: string;
  readonly method?: string;
  /** The npm package, with its version where it is known. */
  readonly library?: string;
  /** Why `timeout` is what it is. */
  readonly reason?: string;
}

export interface RetryRow extends Place {
  readonly kind: 'retry';
  readonly form: string;
  readonly delay: string;
  readonly jitter: boolean | 'unknown';
  readonly bounded: boolean | 'unknown';
  readonly errors: 'all' | 'selective' | 'unknown';
  readonly network: boolean | 'unknown';
  readonly test: boolean;
}

export interface ClientRow extends Place {
  readonly kind: 'client';
  readonly api: string;
  readonly timeout: TimeoutState;
  readonly policy: PolicyState;
  readonly test: boolean;
  readonly library?: string;
}

export interface ParseErrorRow extends Place {
  readonly kind: 'parse-error';
  readonly message: string;
}

export type InventoryRow = CallRow | RetryRow | ClientRow | ParseErrorRow;

/** The rows of one file, in the order of its text; `path` is left for the run to fill in. */
export function rowsOf(facts: FileFacts, text: string): InventoryRow[] {
  const lines = new LineIndex(text);
  const rows = [
    ...facts.calls.map((call) => callRow(call, placeOf(call.range, lines))),
    ...facts.retries.map((retry) => retryRow(retry, placeOf(retry.range, lines))),
    ...facts.clients.map((client) => clientRow(client, placeOf(client.range, lines))),
  ];
  return rows.sort((a, b) => a.line - b.line || a.column - b.column);
}

export function parseErrorRow(message: string, line: number, column: number): ParseErrorRow {
  return { kind: 'parse-error', path: '', line, column, endLine: line, endColumn: column, message };
}

function callRow(call: RemoteCall, place: Place): CallRow {
  const { api, client, by, timeout, policy, errors, status, fanout, test, target, method } = call;
  const library = libraryOf(call);
  const row = { kind: 'call' as const, ...place, api, client, by, timeout, policy, errors, status, fanout, test };
  return { ...row, target, method, library, reason: call.timeoutReason };
}

function retryRow({ form, delay, jitter, bounded, errors, network, test }: Retry, place: Place): RetryRow {
  return { kind: 'retry', ...place, form, delay, jitter, bounded, errors, network, test };
}

function clientRow(client: ClientInstance, place: Place): ClientRow {
  const { api, timeout, policy, test } = client;
  return { kind: 'client', ...place, api, timeout, policy, test, library: libraryOf(client) };
}

function libraryOf({ library }: RemoteCall | ClientInstance): string | undefined {
  if (!library || library.name === 'global') return undefined;
  return library.version === undefined ? library.name : `${library.name}@${library.version}`;
}

function placeOf(range: Range, lines: LineIndex): Place {
  const start = lines.positionAt(range.start);
  const end = lines.positionAt(range.end);
  return { path: '', line: start.line, column: start.column, endLine: end.line, endColumn: end.column };
}
