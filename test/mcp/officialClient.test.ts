import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { describe, expect, it } from 'vitest';
import { toolCommand } from '../../src/processes/toolProcess.ts';

const pathOf = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const textOf = (answer: unknown): string => (answer as { content: { text: string }[] }).content[0]!.text;

describe("the protocol's own client", () => {
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
      const client = new Client({ name: 'test', version: '1' });
      try {
        await writeFile(join(root, 'a.ts'), 'export const load = async (url: string) => (await fetch(url)).json();\n');
        const { command, args, env } = server(root) as {
          command: string;
          args: string[];
          env?: Record<string, string>;
        };
        await client.connect(new StdioClientTransport({ command, args, env }));
        expect(client.getServerVersion()).toMatchObject({ name: 'breakwater' });
        expect((await client.listTools()).tools).toHaveLength(6);
        const found = await client.callTool({ name: 'lint_file', arguments: { path: 'a.ts' } });
        expect(textOf(found)).toContain('unwrapped-network-call');
        const step = { title: 'Look', reason: 'see', command: 'touch ran' };
        expect(textOf(await client.callTool({ name: 'propose_step', arguments: step }))).toMatch(/not executed/);
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
