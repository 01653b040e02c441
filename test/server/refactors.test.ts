import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { serveEachTest } from './connect.ts';

const served = serveEachTest();
const { uriOf } = served;

describe('refactors', () => {
  const call = `export async function load(url: string) {\n  const response = await fetch(url);\n  return response.json();\n}\n`;
  const at = (line: number, from: number, to = from) => ({
    start: { line, character: from },
    end: { line, character: to },
  });
  const offered = async (range: object, context: object = {}) => {
    const all = await served.client.request<
      { title: string; kind: string; edit: { changes: Record<string, unknown[]> } }[]
    >('textDocument/codeAction', {
      textDocument: { uri: uriOf('a.ts') },
      range,
      context: { diagnostics: [], ...context },
    });
    return all.filter(({ kind }) => kind === 'refactor.rewrite');
  };
  const retry = 'Retry with exponential backoff and jitter';

  it('stand at the call that is selected, with their edits and by the dependencies of the nearest package.json', async () => {
    await writeFile(join(served.folder, 'package.json'), '{}');
    await served.client.initialize();
    served.client.open(uriOf('a.ts'), `\uFEFF${call}`);
    const [first, second] = await offered(at(1, 30), { only: ['refactor'] });
    expect(first!.title).toBe(`${retry}, 10 s per attempt`);
    expect(second!.title).toBe('Abort after 10 s with AbortSignal.timeout');
    expect(first!.edit.changes[uriOf('a.ts')]).toContainEqual({ range: at(1, 25), newText: 'retryFetch(() => ' });
    await writeFile(join(served.folder, 'package.json'), '{ "dependencies": { "cockatiel": "^3.2.0" } }');
    served.client.notify('workspace/didChangeWatchedFiles', { changes: [{ uri: uriOf('package.json'), type: 2 }] });
    expect((await offered(at(1, 30)))[0]!.title).toBe(`${retry} (cockatiel), 10 s per attempt`);
  });

  it('make a module for a client that creates files, and none where its name is taken', async () => {
    const creating = { workspace: { workspaceEdit: { documentChanges: true, resourceOperations: ['create'] } } };
    const extracts = async (only?: string[]) => {
      const context = { diagnostics: [], ...(only ? { only } : {}) };
      const params = { textDocument: { uri: uriOf('a.ts') }, range: at(1, 30), context };
      const all = await served.client.request<{ kind: string; edit: { documentChanges: object[] } }[]>(
        'textDocument/codeAction',
        params,
      );
      return all.filter(({ kind }) => kind === 'refactor.extract');
    };
    await served.client.initialize(creating);
    served.client.open(uriOf('a.ts'), call);
    const [action, ...more] = await extracts();
    expect(more).toEqual([]);
    const [create, insert, own] = action!.edit.documentChanges as [object, { edits: { newText: string }[] }, object];
    expect(create).toMatchObject({ kind: 'create', uri: uriOf('resilientFetch.ts'), options: { overwrite: false } });
    expect(insert.edits[0]!.newText).toContain('export async function resilientFetch(');
    expect(own).toMatchObject({ textDocument: { uri: uriOf('a.ts') } });
    expect(await extracts(['refactor.extract'])).toHaveLength(1);
    expect(await extracts(['refactor.rewrite'])).toEqual([]);
    await writeFile(join(served.folder, 'resilientFetch.ts'), '');
    expect(await extracts()).toEqual([]);
  });

  it('come by themselves with a selection only, and never among the quick fixes', async () => {
    await served.client.initialize();
    served.client.open(uriOf('a.ts'), call);
    expect(await offered(at(1, 30), { triggerKind: 2 })).toEqual([]);
    expect(await offered(at(1, 25, 35), { triggerKind: 2 })).toHaveLength(1);
    // The timeout is what the finding there offers already.
    expect(await offered(at(1, 30), { triggerKind: 1 })).toHaveLength(1);
    expect(await offered(at(1, 30), { only: ['quickfix'] })).toEqual([]);
  });

  it('are not offered where the text has errors, or nothing is called', async () => {
    await served.client.initialize();
    served.client.open(uriOf('a.ts'), `${call}const = 1;\n`);
    expect(await offered(at(1, 30))).toEqual([]);
    served.client.notify('textDocument/didChange', {
      textDocument: { uri: uriOf('a.ts'), version: 2 },
      contentChanges: [{ text: call }],
    });
    expect(await offered(at(0, 3))).toEqual([]);
    expect((await offered(at(1, 30))).map(({ title }) => title)).toEqual([`${retry}, 10 s per attempt`]);
  });

  describe('whose result would not type-check', () => {
    const narrowed = `import { load } from './own.js';
export async function first(list: string[]): Promise<string> {
  const response = await load(list);
  return response;
}
`;
    const title = 'Stop waiting after 10 s';
    const write = async (tsconfig: string): Promise<void> => {
      await served.write({
        'tsconfig.json': `{ "compilerOptions": { "strict": true, "module": "nodenext", ${tsconfig} } }`,
        'own.ts': 'export declare function load(list: string[]): Promise<string>;\n',
        'a.ts': narrowed,
      });
      await symlink(
        new URL('../../node_modules', import.meta.url).pathname,
        join(served.folder, 'node_modules'),
        'dir',
      );
    };

    it('are told of when they are chosen, and change nothing', async () => {
      // Neither timers nor promises are declared here.
      await write('"types": [], "lib": ["es5", "es2015.promise"]');
      await served.client.initialize({
        textDocument: { codeAction: { resolveSupport: { properties: ['edit'] } } },
      });
      served.client.open(uriOf('a.ts'), narrowed);
      const chosen = (await offered(at(2, 30))).find((one) => one.title === title)!;
      expect(chosen.edit).toBeUndefined();
      const resolved = await served.client.request<{ edit: object }>('codeAction/resolve', chosen);
      expect(resolved.edit).toEqual({});
      const said = await served.client.next(({ method }) => method === 'window/showMessage');
      expect((said.params as { message: string }).message).toMatch(
        /^“Stop waiting after 10 s” was not done: a\.ts would no longer type-check\. .+TS\d+/,
      );
    });

    it('are not offered to a client that takes edits at once', async () => {
      await write('"types": [], "lib": ["es5", "es2015.promise"]');
      await served.client.initialize();
      served.client.open(uriOf('a.ts'), narrowed);
      expect((await offered(at(2, 30))).map((one) => one.title)).not.toContain(title);
    });

    it('are offered and done where it does', async () => {
      await write('"types": ["node"]');
      await served.client.initialize({
        textDocument: { codeAction: { resolveSupport: { properties: ['edit'] } } },
      });
      served.client.open(uriOf('a.ts'), narrowed);
      const chosen = (await offered(at(2, 30))).find((one) => one.title === title)!;
      const { edit } = await served.client.request<typeof chosen>('codeAction/resolve', chosen);
      expect(edit.changes[uriOf('a.ts')]!.length).toBeGreaterThan(1);
    });
  });
});
