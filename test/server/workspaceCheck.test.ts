import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connect } from './connect.ts';
import type { PlainClient } from './client.ts';

const bad = `export async function load(url: string) {\n  return fetch(url);\n}\n`;
const found = ['unwrapped-network-call'];

let folder: string;
let client: PlainClient;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'breakwater-workspace-'));
  client = connect();
});
afterEach(async () => {
  await client.request('shutdown');
  await rm(folder, { recursive: true, force: true });
});

const uriOf = (name: string) => pathToFileURL(join(folder, name)).href;
async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
}

describe('a check of the workspace', () => {
  const many = Object.fromEntries(Array.from({ length: 60 }, (_, index) => [`f${index}.ts`, bad]));

  it('ends when its request is cancelled', async () => {
    await write(many);
    await client.initialize({}, { rootUri: pathToFileURL(folder).href });
    const { files } = await client.request<{ files: number }>('breakwater/checkWorkspace', null, true);
    expect(files).toBeLessThan(60);
  });

  it('leaves nothing stale when a branch is switched: files come, go and change at once', async () => {
    const good = 'export {};\n';
    await write({ 'gone.ts': bad, 'changed.ts': good });
    await client.initialize(
      {},
      { rootUri: pathToFileURL(folder).href, initializationOptions: { lint: { run: 'workspace' } } },
    );
    expect(await client.codes(uriOf('gone.ts'))).toEqual(found);
    await rm(join(folder, 'gone.ts'));
    await write({ 'moved/gone.ts': bad, 'changed.ts': bad });
    const from = client.messages.length;
    const changes = [
      { uri: uriOf('gone.ts'), type: 3 },
      { uri: uriOf('moved/gone.ts'), type: 1 },
      { uri: uriOf('changed.ts'), type: 2 },
    ];
    client.notify('workspace/didChangeWatchedFiles', { changes });
    expect(await client.codes(uriOf('moved/gone.ts'), from)).toEqual(found);
    expect(await client.codes(uriOf('changed.ts'), from)).toEqual(found);
    expect(await client.codes(uriOf('gone.ts'), from)).toEqual([]);
  });

  it('that nobody asked for ends when the client says so', async () => {
    await write(many);
    const from = client.messages.length;
    await client.initialize(
      {},
      { rootUri: pathToFileURL(folder).href, initializationOptions: { lint: { run: 'workspace' } } },
    );
    await client.request('breakwater/pageIds');
    client.notify('breakwater/stopCheck', null);
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(client.messages.slice(from).filter(({ method }) => method?.endsWith('publishDiagnostics'))).toEqual([]);
  });
});
