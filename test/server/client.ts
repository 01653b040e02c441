import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Readable, Writable } from 'node:stream';
import type { Diagnostic, PublishDiagnosticsParams } from 'vscode-languageserver';

interface Message {
  readonly id?: number | string | null;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly message: string };
}

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** Starts the command as an editor would. */
export function startServer(...args: string[]): ChildProcess {
  return spawn(process.execPath, [cli, 'lsp', ...args], { stdio: ['pipe', 'pipe', 'pipe'] });
}

/** A client that knows nothing but how messages are framed. */
export class PlainClient {
  readonly messages: Message[] = [];
  /** Answers to what the server asks, by method. */
  readonly answers = new Map<string, (params: unknown) => unknown>();
  readonly #output: Writable;
  #waiting = Buffer.alloc(0) as Buffer;
  #id = 0;
  #wakes: (() => void)[] = [];

  constructor(input: Readable, output: Writable) {
    this.#output = output;
    output.on('error', () => undefined);
    input.on('data', (chunk: Buffer) => this.#read(chunk));
  }

  raw(text: string): void {
    this.#output.write(text);
  }

  send(message: object): void {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.raw(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  notify(method: string, params: unknown): void {
    this.send({ method, params });
  }

  /** Sends a request; `cancel` takes it back at once. */
  async request<T>(method: string, params: unknown = null, cancel = false): Promise<T> {
    const id = ++this.#id;
    this.send({ id, method, params });
    if (cancel) this.notify('$/cancelRequest', { id });
    const { result, error } = await this.next((message) => message.id === id && message.method === undefined);
    if (error) throw Object.assign(new Error(error.message), { code: error.code });
    return result as T;
  }

  /** The first message from `from` on, past or to come, that fits. */
  async next(fits: (message: Message) => boolean, from = 0): Promise<Message> {
    for (;;) {
      const found = this.messages.slice(from).find(fits);
      if (found) return found;
      await new Promise<void>((resolve) => this.#wakes.push(resolve));
    }
  }

  async initialize(
    capabilities: object = {},
    more: object = {},
  ): Promise<{ capabilities: Record<string, unknown>; serverInfo: object }> {
    const result = await this.request<{ capabilities: Record<string, unknown>; serverInfo: object }>('initialize', {
      processId: null,
      rootUri: null,
      capabilities,
      ...more,
    });
    this.notify('initialized', {});
    return result;
  }

  open(uri: string, text: string, languageId = 'typescript'): void {
    this.notify('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
  }

  /** The codes of the next diagnostics of a document, those from `from` on. */
  async codes(uri: string, from = 0): Promise<unknown[]> {
    return (await this.diagnostics(uri, undefined, from)).map(({ code }) => code);
  }

  /** The next diagnostics of a document, of a version of it where one is named. */
  async diagnostics(uri: string, version?: number, from = 0): Promise<readonly Diagnostic[]> {
    const { params } = await this.next(({ method, params: of }) => {
      const told = of as PublishDiagnosticsParams;
      const fits = version === undefined || told?.version === version;
      return method === 'textDocument/publishDiagnostics' && told.uri === uri && fits;
    }, from);
    return (params as PublishDiagnosticsParams).diagnostics;
  }

  #read(chunk: Buffer): void {
    this.#waiting = Buffer.concat([this.#waiting, chunk]);
    for (;;) {
      const head = /^Content-Length: (\d+)\r\n(?:[^\r\n]+\r\n)*\r\n/.exec(this.#waiting.toString('latin1'));
      if (!head || this.#waiting.length < head[0].length + Number(head[1])) break;
      const end = head[0].length + Number(head[1]);
      const message = JSON.parse(this.#waiting.toString('utf8', head[0].length, end)) as Message;
      this.#waiting = this.#waiting.subarray(end);
      this.messages.push(message);
      const { id, method, params } = message;
      if (id !== undefined && method !== undefined)
        this.send({ id, result: this.answers.get(method)?.(params) ?? null });
    }
    for (const wake of this.#wakes.splice(0)) wake();
  }
}
