import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { serveEachTest } from './connect.ts';

const bad = `export async function load(url: string) {\n  return fetch(url);\n}\n`;

const served = serveEachTest();
const { uriOf, write } = served;

const whole = { start: { line: 0, character: 0 }, end: { line: 99, character: 0 } };

describe('a rule', () => {
  const creating = { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } };
  interface Offered {
    readonly title: string;
    readonly command?: { readonly command: string; readonly arguments: readonly unknown[] };
    readonly edit?: {
      readonly changes: Readonly<Record<string, readonly { readonly newText: string }[]>>;
      readonly documentChanges: readonly {
        readonly kind?: string;
        readonly uri?: string;
        readonly edits?: readonly { readonly newText?: string; readonly snippet?: object }[];
      }[];
    };
  }
  const offered = async (start: string) => {
    served.client.open(uriOf('a.ts'), bad);
    const all = await served.client.request<Offered[]>('textDocument/codeAction', {
      textDocument: { uri: uriOf('a.ts') },
      range: whole,
      context: { diagnostics: [] },
    });
    return all.filter(({ title }) => title.startsWith(start));
  };
  const inConfig = 'Disable unwrapped-network-call in breakwater.config.json';

  it('is turned off in the configuration that is there', async () => {
    await write({ 'breakwater.config.json': '{ "preset": "strict" }' });
    await served.client.initialize();
    const [action, ...more] = await offered(inConfig);
    expect(more).toEqual([]);
    expect(action!.edit!.changes[uriOf('breakwater.config.json')]).toEqual([
      {
        range: { start: { line: 0, character: 20 }, end: { line: 0, character: 20 } },
        newText: ', "rules": { "unwrapped-network-call": "off" }',
      },
    ]);
  });

  it('is turned off in a new configuration, for a client that creates files in a folder', async () => {
    await served.client.initialize(
      { workspace: creating },
      { rootUri: pathToFileURL(served.folder).href, initializationOptions: { lint: { preset: 'strict' } } },
    );
    const [action] = await offered(inConfig);
    const [create, insert] = action!.edit!.documentChanges;
    expect(create).toMatchObject({ kind: 'create', uri: uriOf('breakwater.config.json') });
    expect(JSON.parse(insert!.edits![0]!.newText!)).toEqual({
      preset: 'strict',
      rules: { 'unwrapped-network-call': 'off' },
    });
  });

  it.each([
    ['the client creates no files, and there is no configuration', {}, undefined],
    ['the configuration has errors', creating, '{ "rules": { "no-such": "off" } }'],
    [
      'an override would turn it on again',
      creating,
      '{ "overrides": [{ "files": ["*.ts"], "rules": { "unwrapped-network-call": "error" } }] }',
    ],
  ])('is not turned off where %s', async (_, workspaceEdit, config) => {
    if (config !== undefined) await write({ 'breakwater.config.json': config });
    await served.client.initialize({ workspace: { workspaceEdit } }, { rootUri: pathToFileURL(served.folder).href });
    expect(await offered('Disable unwrapped-network-call for')).toHaveLength(2);
    expect(await offered(inConfig)).toEqual([]);
  });

  it('is disabled by a comment whose reason is typed over, where the client takes snippets', async () => {
    await served.client.initialize({
      workspace: { workspaceEdit: { documentChanges: true, snippetEditSupport: true } },
    });
    const [action] = await offered('Disable unwrapped-network-call for this line');
    expect(action!.edit!.documentChanges[0]!.edits![0]!.snippet).toEqual({
      kind: 'snippet',
      value: '  // breakwater-disable-next-line unwrapped-network-call -- ${1:reason}\n',
    });
  });

  it('has a page, which clients with a command for it can show without a network', async () => {
    await served.client.initialize({}, { initializationOptions: { pages: true } });
    const [action] = await offered('Show documentation');
    expect(action!.command).toMatchObject({ command: 'breakwater.rule.show', arguments: ['unwrapped-network-call'] });
    expect(await served.client.request('breakwater/page', 'unwrapped-network-call')).toMatch(
      /^# unwrapped-network-call\n/,
    );
    expect(await served.client.request('breakwater/page', 'dead-link')).toMatch(/^# dead-link\n/);
    await expect(served.client.request('breakwater/page', 7)).rejects.toMatchObject({ code: -32602 });
    for (const none of ['constructor', '../secret'])
      expect(await served.client.request('breakwater/page', none)).toBeNull();
    expect(await served.client.request('breakwater/pageIds')).toContain('dead-link');
  });
});
