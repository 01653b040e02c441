import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { lastDrillOf } from '../../src/server/drills.ts';
import { folderWith } from '../files/folder.ts';
import { serveEachTest } from './connect.ts';

const log = (path: string, at: string): string =>
  `${JSON.stringify({ type: 'run-started', at: `${at}T00:00:00.000Z`, runbook: { path } })}\n`;

describe('a drill counts wherever it is recorded', () => {
  it('in the storage of an editor, for the one folder and for one of several', async () => {
    const root = folderWith({ 'shop/a.md': '# A\n', 'cart/a.md': '# A\n', 'kept/1.jsonl': log('a.md', '2026-01-02') });
    const [shop, cart, folder] = [join(root, 'shop'), join(root, 'cart'), join(root, 'kept')];
    const runbook = join(shop, 'a.md');
    expect(await lastDrillOf(runbook, { folder, roots: [shop] })).toBe('2026-01-02');
    expect(await lastDrillOf(runbook, undefined)).toBeUndefined();
    expect(await lastDrillOf(runbook, { folder: join(root, 'gone'), roots: [shop] })).toBeUndefined();
    writeFileSync(join(folder, '2.jsonl'), log('cart/a.md', '2026-01-05'));
    writeFileSync(join(folder, '3.jsonl'), log('shop/a.md', '2026-01-03'));
    expect(await lastDrillOf(runbook, { folder, roots: [shop, cart] })).toBe('2026-01-03');
    // The latest of all places.
    mkdirSync(join(shop, '.breakwater/runs'), { recursive: true });
    writeFileSync(join(shop, '.breakwater/runs/4.jsonl'), log('a.md', '2026-01-09'));
    expect(await lastDrillOf(runbook, { folder, roots: [shop, cart] })).toBe('2026-01-09');
  });
});

describe('the language server', () => {
  const served = serveEachTest();

  it('looks where its client keeps records', async () => {
    const kept = join(served.folder, 'storage');
    mkdirSync(kept);
    const text = '---\nowner: a\nescalation: b\ndrillEvery: 30d\n---\n# A\n\n';
    const today = new Date().toISOString().slice(0, 10);
    writeFileSync(join(kept, '1.jsonl'), log('old.runbook.md', '2020-01-01'));
    writeFileSync(join(kept, '2.jsonl'), log('new.runbook.md', today));
    const workspaceFolders = [{ uri: pathToFileURL(served.folder).href, name: 'w' }];
    await served.client.initialize({}, { initializationOptions: { runs: kept }, workspaceFolders });
    for (const [name, codes] of [
      ['old.runbook.md', ['drill-overdue']],
      ['new.runbook.md', []],
    ] as const) {
      const uri = served.uriOf(name);
      served.client.open(uri, text, 'markdown');
      expect((await served.client.diagnostics(uri, 1)).map(({ code }) => code)).toEqual(codes);
    }
  });
});
