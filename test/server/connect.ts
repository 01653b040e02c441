import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach } from 'vitest';
import { createConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-languageserver/node';
import { serve } from '../../src/server/server.ts';
import { PlainClient } from './client.ts';

/** A server in this process, with a plain client. */
function connect(): PlainClient {
  const up = new PassThrough();
  const down = new PassThrough();
  const connection = createConnection(new StreamMessageReader(up), new StreamMessageWriter(down));
  connection.onExit(() => connection.dispose());
  serve(connection);
  return new PlainClient(down, up);
}

export interface Served {
  readonly client: PlainClient;
  readonly folder: string;
  uriOf(name: string): string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
}

/** For each test of a file an empty folder and a server that no client has initialized yet. */
export function serveEachTest(): Served {
  let folder: string;
  let client: PlainClient;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'breakwater-server-')));
    client = connect();
  });
  afterEach(async () => {
    await client.request('shutdown');
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    get client() {
      return client;
    },
    get folder() {
      return folder;
    },
    uriOf: (name) => pathToFileURL(join(folder, name)).href,
    write: async (files) => {
      for (const [name, text] of Object.entries(files)) {
        await mkdir(dirname(join(folder, name)), { recursive: true });
        await writeFile(join(folder, name), text);
      }
    },
  };
}
