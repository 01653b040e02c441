import { connect, type Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import {
  createConnection,
  ProposedFeatures,
  StreamMessageReader,
  StreamMessageWriter,
  type Message,
} from 'vscode-languageserver/node';
import { Lifecycle } from './lifecycle.ts';
import { serve } from './server.ts';
import { WireFilter } from './wire.ts';

/** The value of `--name value` or `--name=value`. */
function argument(name: string): string | undefined {
  const at = process.argv.findIndex((arg) => arg === name || arg.startsWith(`${name}=`));
  if (at < 0) return undefined;
  const found = process.argv[at]!;
  return found === name ? process.argv[at + 1] : found.slice(name.length + 1);
}

/** Serves streams; ends with them, as the client has gone then. */
function serveStreams(input: Readable, output: Writable): void {
  const writer = new StreamMessageWriter(output);
  const lifecycle = new Lifecycle();
  const filter = new WireFilter(
    (error, id) => {
      const answer = { jsonrpc: '2.0', id, error } as Message;
      void writer.write(answer).catch(() => undefined);
    },
    (message) => lifecycle.refuses(message),
  );
  const leave = (): never => process.exit(lifecycle.shutDown ? 0 : 1);
  input.on('error', leave).on('close', leave).on('end', leave);
  output.on('error', leave);
  serve(createConnection(ProposedFeatures.all, new StreamMessageReader(input.pipe(filter)), writer));
}

/** @param place what the client listens on, in words */
function serveSocket(socket: Socket, place: string): void {
  socket.once('connect', () => serveStreams(socket, socket));
  socket.once('error', (error: NodeJS.ErrnoException) => {
    process.stderr.write(`breakwater: no client can be reached on ${place} (${error.code ?? error.message})\n`);
    process.exit(1);
  });
}

/** The language server on the transport that the arguments name. The client listens on sockets and pipes. */
const port = argument('--socket');
const pipe = argument('--pipe');
if (process.argv.includes('--node-ipc')) serve(createConnection(ProposedFeatures.all));
else if (port !== undefined) serveSocket(connect(Number(port), '127.0.0.1'), `port ${port}`);
else if (pipe !== undefined) serveSocket(connect(pipe), `the pipe ${pipe}`);
else serveStreams(process.stdin, process.stdout);
