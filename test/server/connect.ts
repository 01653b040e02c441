import { PassThrough } from 'node:stream';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { serve } from '../../src/server/server.ts';
import { PlainClient } from './client.ts';

/** A server in this process, with a plain client. */
export function connect(): PlainClient {
  const up = new PassThrough();
  const down = new PassThrough();
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  connection.onExit(() => connection.dispose());
  serve(connection);
  return new PlainClient(down, up);
}
