import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { toolCommand } from '../../src/processes/toolProcess.ts';

/** What is used of `@modelcontextprotocol/sdk`, which has a package of its own: it brings a web server along. */
interface Sdk {
  readonly Client: new (info: { name: string; version: string }) => {
    connect(transport: object): Promise<void>;
    getServerVersion(): unknown;
    listTools(): Promise<{ readonly tools: readonly { readonly name: string }[] }>;
    callTool(call: { name: string; arguments: object }): Promise<{
      readonly content: readonly { readonly text: string }[];
      readonly isError?: boolean;
    }>;
    ping(): Promise<unknown>;
    close(): Promise<void>;
  };
  readonly StdioClientTransport: new (server: object) => object;
}

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const folder = process.env['MCP_SDK'] ?? pathOf('official/node_modules/@modelcontextprotocol/sdk');

async function load(): Promise<Sdk> {
  const parts = ['client/index.js', 'client/stdio.js'].map(
    (name) => import(pathToFileURL(join(folder, 'dist', 'esm', name)).href) as Promise<object>,
  );
  return Object.assign({}, ...(await Promise.all(parts))) as Sdk;
}

// npm ci in test/mcp/official, or MCP_SDK=<folder of @modelcontextprotocol/sdk>.
describe.skipIf(!existsSync(folder))("the protocol's own client", () => {
  it.each([
    [
      'breakwater mcp',
      (root: string) => ({ command: process.execPath, args: [pathOf('../../dist/cli.js'), 'mcp', '--root', root] }),
    ],
    // As the extension's definition of an MCP server names it.
    [
      'the server of the extension',
      (root: string) => toolCommand(pathOf('../../dist/mcp.js'), root, join(root, 'runs')),
    ],
  ])(
    'talks to %s',
    async (_, server) => {
      const root = await mkdtemp(join(tmpdir(), 'breakwater-mcp-'));
      const { Client, StdioClientTransport } = await load();
      const client = new Client({ name: 'test', version: '1' });
      try {
        await writeFile(join(root, 'a.ts'), 'export const load = async (url: string) => (await fetch(url)).json();\n');
        const { command, args, env } = server(root) as { command: string; args: readonly string[]; env?: object };
        await client.connect(new StdioClientTransport({ command, args, env }));
        expect(client.getServerVersion()).toMatchObject({ name: 'breakwater' });
        expect((await client.listTools()).tools).toHaveLength(6);
        const found = await client.callTool({ name: 'lint_file', arguments: { path: 'a.ts' } });
        expect(found.content[0]!.text).toContain('unwrapped-network-call');
        const step = { title: 'Look', reason: 'see', command: 'touch ran' };
        expect((await client.callTool({ name: 'propose_step', arguments: step })).content[0]!.text).toMatch(
          /not executed/,
        );
        await expect(client.callTool({ name: 'no_such_tool', arguments: {} })).rejects.toThrow("This tool isn't known");
        await client.ping();
        expect(await readdir(root)).not.toContain('ran');
      } finally {
        await client.close();
        await rm(root, { recursive: true, force: true });
      }
    },
    60_000,
  );
});
