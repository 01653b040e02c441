import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { postmortemOf } from '../../src/incident/postmortem.ts';
import { postmortemMarkdown } from '../../src/incident/postmortemMarkdown.ts';
import type { LinkedRun } from '../../src/incident/timeline.ts';
import { Zone } from '../../src/incident/zone.ts';
import { checkedEvent } from '../../src/record/logFields.ts';
import type { RunEvent } from '../../src/record/events.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { quotedPath } from '../../src/text/quotedPath.ts';
import { folderWith } from '../files/folder.ts';

const snapshot = '# Restart\n\n## Say\n\n```sh timeout=1\necho hello; sleep 3\n```\n';

/** A run of this runbook, as its log is read, in which the command ran out of its time. */
function runOf(path: string): LinkedRun {
  const { steps } = parseRunbook(snapshot);
  const block = steps[0]!.blocks[0]!.id;
  const events = [
    { type: 'run-started', run: 'r', runbook: { path, title: 'Restart', hash: 'h', snapshot }, drill: false },
    { type: 'block-started', block, step: steps[0]!.id, execution: 'e', command: 'echo hello; sleep 3', shell: 'sh' },
    { type: 'block-ended', execution: 'e', how: 'timed-out', duration: 1_000 },
  ].map((event, i) => ({ v: 1, id: `i${i}`, at: `2026-04-02T10:00:0${i}.000Z`, by: 'a', ...event }));
  return { run: 'r', events: events.map((event) => checkedEvent(event) as unknown as RunEvent), warnings: [] };
}

const postmortem = (path: string) => postmortemOf({ runs: [runOf(path)], now: '2026-04-02T11:00:00.000Z' });

test.each([
  ['a tab', 'books/a\tb.md'],
  ['a tab and a blank', 'a b\tc.md'],
  ['a character of control', 'books/\u0001\u001b[31m.md'],
  ['a quote at its beginning', '"books/q".md'],
  ['a backslash', 'books/b\\t.md'],
  ['a letter that is not drawn', 'books/z\u200bw.md'],
  ['other letters', 'books/übung-日本.md'],
  ['an emoji of several', 'books/👩‍🚒.md'],
  ['a blank', 'my books/a b.md'],
])('a runbook with %s in its name gets a patch that git and patch take', (_, path) => {
  const root = folderWith({});
  mkdirSync(dirname(join(root, path)), { recursive: true });
  const { patches, unpatched } = postmortem(path);
  expect(unpatched).toEqual([]);
  writeFileSync(join(root, 'p.diff'), patches[0]!.diff);
  for (const [command, ...args] of [
    ['git', 'apply', '-p1', 'p.diff'],
    ['patch', '-p1', '-s', '-i', 'p.diff'],
  ] as const) {
    writeFileSync(join(root, path), snapshot);
    execFileSync(command, args, { cwd: root });
    expect(readFileSync(join(root, path), 'utf8')).toBe(snapshot.replace('timeout=1', 'timeout=2'));
  }
});

test('a line end in the name: git takes it', () => {
  const root = folderWith({ 'a\nb.md': snapshot });
  writeFileSync(join(root, 'p.diff'), postmortem('a\nb.md').patches[0]!.diff);
  execFileSync('git', ['apply', 'p.diff'], { cwd: root });
  expect(readFileSync(join(root, 'a\nb.md'), 'utf8')).toContain('timeout=2');
});

test('a secret in the name is told of, and stands in no patch', () => {
  const { patches, unpatched } = postmortem('books/AKIAQ3EGRJ2TSVPXD7WK.md');
  expect(patches).toEqual([]);
  expect(unpatched).toEqual([
    'No patch for books/***.md: what looks like a secret in its name would have to stand in it.',
  ]);
});

test('the page shows such a name, and nothing that a terminal obeys', () => {
  const page = (path: string): string => postmortemMarkdown(postmortem(path), new Zone('UTC'));
  expect(page('books/a\tb.md')).toContain('`books/a\\tb.md`, line 5');
  expect(page('books/\u001b[31m.md')).toContain('`books/\\x1b[31m.md`, line 5');
  expect(page('books/\u001b[31m\t.md')).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
});

test('a path is quoted as git quotes it, where it has to be', () => {
  const names = ['a\tb', 'q"q', 'b\\s', '\u0001', '\u007f', 'n\nl'];
  const root = folderWith(Object.fromEntries(names.map((name) => [name, ''])));
  execFileSync('git', ['init', '-q'], { cwd: root });
  const listed = execFileSync('git', ['-c', 'core.quotePath=true', 'ls-files', '--others'], { cwd: root }).toString();
  expect(names.map(quotedPath).sort()).toEqual(listed.trim().split('\n').sort());
  expect(['a b', 'über', '日本', "it's", 'a$b', '👩‍🚒'].map(quotedPath)).toEqual([
    'a b',
    'über',
    '日本',
    "it's",
    'a$b',
    '👩‍🚒',
  ]);
});
