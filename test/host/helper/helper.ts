/**
 * A second extension in the tests' windows. It does in the extension host what a scenario outside asks for over
 * loopback HTTP: run a command, read diagnostics, edit a document. It says where it listens each time an extension
 * host starts, so scenarios outlive reloads and killed extension hosts.
 */
import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type * as vscode from 'vscode';
import { revive, toJson } from './json.ts';
import { operations, type Operation } from './operations.ts';

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  const control = process.env.BREAKWATER_TEST_CONTROL;
  if (!control) return;
  const token = randomBytes(16).toString('hex');
  const server = createServer((request, response) => {
    void (async () => {
      const answer = await act(request, token).then(
        (value) => ({ value: toJson(value) }),
        (error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }),
      );
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(answer));
    })();
  });
  context.subscriptions.push({ dispose: () => server.close() });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await fetch(`${control}/hello`, {
    method: 'POST',
    body: JSON.stringify({ url: `http://127.0.0.1:${port}/${token}`, pid: process.pid }),
    signal: AbortSignal.timeout(10_000),
  });
}

async function act(request: IncomingMessage, token: string): Promise<unknown> {
  const [, given, name] = (request.url ?? '').split('/');
  if (given !== token) throw new Error('Wrong token');
  const operation = (operations as Record<string, Operation | undefined>)[name ?? ''];
  if (!operation) throw new Error(`No such operation: ${name}`);
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk as string;
  return operation(...(revive(JSON.parse(body)) as unknown[]));
}
