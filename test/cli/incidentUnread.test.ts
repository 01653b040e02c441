import { execFile } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { folderWith } from '../files/folder.ts';

/** What is shipped; built from the sources as they are before any test runs. */
const cli = new URL('../../dist/cli.js', import.meta.url).pathname;

let root: string;
beforeEach(() => {
  root = folderWith({ 'file.txt': 'mine\n', 'folder/x.txt': '' });
  mkdirSync(join(root, '.breakwater/incidents'), { recursive: true });
});

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly errors: string;
}

function incident(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [cli, 'incident', ...args], { cwd: root }, (error, out, errors) =>
      resolve({ code: error ? (error.code as unknown as number) : 0, out, errors }),
    );
    child.stdin?.end();
  });
}

const LONG = { timeout: 600_000 };
const declared = (more: object): string =>
  `${JSON.stringify({
    ...{ v: 1, id: 'e1', at: '2026-04-02T10:00:00.000Z', by: 'ada', type: 'incident-declared' },
    ...{ incident: 'old', severity: 'SEV1', title: 'Down', services: ['a'], drill: false, ...more },
  })}\n`;
const log = (name: string, text: string): void =>
  writeFileSync(join(root, '.breakwater/incidents', `${name}.jsonl`), text);

test.each([
  ['a newer version', declared({ v: 99 }), /newer Breakwater \(log version 99/],
  ['times that are none', declared({ at: 'yesterday' }), /line 1 of old\.jsonl.*no valid `at`/],
  ['lines of which none can be read', 'x{\n\u0001\n', /Lines 1 and 2 of old\.jsonl were unreadable/],
  ['no declaration', declared({ type: 'closed' }), /old\.jsonl declares no incident/],
])('a log with %s is named, and not passed off as an answer', LONG, async (_, text, said) => {
  log('old', text);
  for (const args of [['list'], ['list', '--format', 'csv'], ['metrics'], ['metrics', '--format', 'json']]) {
    const { code, errors } = await incident(...args);
    expect([code, errors], args.join(' ')).toEqual([1, expect.stringMatching(said)]);
    expect(errors).toContain('old.jsonl');
  }
  // What can be read beside it is told as ever.
  log('good', declared({ incident: 'good', id: 'g1' }));
  const { code, out, errors } = await incident('list', '--format', 'csv');
  expect([code, out, errors]).toEqual([0, expect.stringContaining('good,SEV1,open'), expect.stringMatching(said)]);
  expect(out).not.toContain('old,unknown,open');
});

test('nothing recorded yet is no fault', LONG, async () => {
  expect(await incident('list')).toEqual({ code: 0, out: 'No incidents.\n', errors: '' });
});

test('a folder where a file is meant, and a file where a folder is, are told in words', LONG, async () => {
  await incident('start', 'Down', '--service', 'a');
  for (const [args, sentence] of [
    [['update', '--runs', 'file.txt'], '--runs file.txt: folder not found'],
    [['postmortem', '--runs', 'gone'], '--runs gone: folder not found'],
    [['postmortem', '--patch', 'folder'], '--patch folder is a folder: name a file in it'],
    [['postmortem', '--output', 'folder'], '--output folder is a folder: name a file in it'],
    [['postmortem', '--output', 'file.txt/x.md'], 'a part of its path is a file, where a folder should be'],
    [['dashboard', '--output', 'file.txt/x.html'], 'a part of its path is a file, where a folder should be'],
    [['update', '--text', 'a', '--template', 'status'], 'use either --text or --template'],
    [['update', '--text', 'a', '--to', ''], '--to is empty: name a channel or a person'],
    [['update', '--text', 'a', '--to', '  '], '--to is empty'],
    [['link', 'nope'], 'nope.jsonl has no run: `breakwater runbook runs list` lists them'],
    [['metrics', '--slo', 'nosuch=99%'], '--slo nosuch=99%: no incident has the service nosuch: known are a'],
    [['dashboard', '--slo', 'nosuch=99%'], 'no incident has the service nosuch: known are a'],
    [['metrics', '--format', 'json', '--by', 'month'], '--by is for the table'],
    [['start', 'Up', '--slo', '99.9% over 0 days'], 'give a length of time'],
  ] as const) {
    const { code, errors } = await incident(...args);
    expect([code, errors], args.join(' ')).toEqual([2, expect.stringContaining(sentence)]);
  }
  const grouped = await incident('metrics', '--format', 'csv', '--by', 'service');
  expect([grouped.code, grouped.out, grouped.errors]).toEqual([
    2,
    '',
    expect.stringContaining('--by is for the table'),
  ]);
  expect((await incident('metrics', '--by', 'service')).errors).toBe('');
});
