import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const titles = (text: string): string[] => parseRunbook(text).steps.map((s) => `${'  '.repeat(s.level - 1)}${s.title}`);

test('items of a procedure are steps, nested ones below them', () => {
  const text =
    '# R\n\n## Mitigate\n\n1. Scale up:\n   1. Check quota\n   2. Add a node\n2. Restart **web**\n\n   ```sh\n   ls\n   ```\n';
  expect(titles(text)).toEqual(['Scale up', '  Check quota', '  Add a node', 'Restart web']);
  expect(parseRunbook(text).steps[3]!.blocks).toHaveLength(1);
});

test('causes, options, questions and links are no steps', () => {
  expect(titles('## Causes\n\n1. Disk pressure\n2. A bad node\n')).toEqual([]);
  expect(titles('Ask yourself:\n\n1. Is it DNS?\n2. Is it the disk?\n')).toEqual([]);
  expect(titles('1. [a](a.md)\n2. [b](b.md)\n')).toEqual([]);
});

test('a section with commands and no list is one step; tasks are steps and checks', () => {
  const text =
    '## Diagnose\n\nLook:\n\n```sh\nls\n```\n\nThen:\n\n```sh\npwd\n```\n\n## Do\n\n- [x] Tell people\n- [ ] Restart\n  - [ ] It is up\n';
  const runbook = parseRunbook(text);
  expect(runbook.steps.map((s) => s.title)).toEqual(['Diagnose', 'Tell people', 'Restart']);
  expect(runbook.steps[0]!.blocks).toHaveLength(2);
  expect(runbook.steps.flatMap((s) => s.checks.map((c) => [c.text, c.checked, c.line]))).toEqual([
    ['Tell people', true, 17],
    ['Restart', false, 18],
    ['It is up', false, 19],
  ]);
});

test('a block outside the items of a section with a list is a step of its own', () => {
  expect(titles('## Fix\n\n1. Stop it\n2. Start it\n\nAt last, look at the log:\n\n```sh\ntail -f log\n```\n')).toEqual(
    ['Stop it', 'Start it', 'At last, look at the log'],
  );
});

test('ids survive edits elsewhere, tell duplicates apart, and can be given', () => {
  const before = parseRunbook(
    '## Fix {#fix}\n\n```sh\nls\n```\n\n```sh\nls\n```\n\n## B\n\n1. Restart it\n2. Wait\n3. Restart it\n',
  );
  const after = parseRunbook(
    '# New title\n\nText.\n\n## Fix {#fix}\n\n```sh\nls\n```\n\n```sh\nls\n```\n\n## B\n\n1. Restart it\n2. Wait\n3. Restart it\n',
  );
  expect(after.steps.map((s) => s.id)).toEqual(before.steps.map((s) => s.id));
  const ids = before.steps.map((s) => s.id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids[0]).toBe('fix');
  expect(new Set(before.steps[0]!.blocks.map((b) => b.id)).size).toBe(2);
});

test.each([
  ['---\ntitle: T\nowner: ops\nescalation: [a, b]\nreviewEvery: 3 months\nlastReviewed: 2026-01-02\nx: 1\n---\n# H\n'],
  [
    '+++\ntitle = "T"\nowner = "ops"\nescalation = ["a", "b"]\nreviewEvery = "3 months"\nlastReviewed = 2026-01-02\nx = 1\n+++\n# H\n',
  ],
  [
    '{\n"title": "T", "owner": "ops", "escalation": ["a", "b"],\n"reviewEvery": "3 months", "lastReviewed": "2026-01-02", "x": 1\n}\n# H\n',
  ],
])('front matter %#', (text) => {
  expect(parseRunbook(text)).toMatchObject({
    title: 'T',
    frontMatter: { owner: 'ops', escalation: ['a', 'b'], reviewEvery: 90, lastReviewed: '2026-01-02', other: { x: 1 } },
    problems: [],
  });
});

test.each([
  ['- Ada\n  - Bob', ['Ada', 'Bob']],
  ['- {after: 15m, name: Ada}\n  - {team: Platform}', ['Ada (after: 15m)', 'Platform']],
  ['- {contact: "ada@example.com", role: lead}', ['ada@example.com (role: lead)']],
  ['- {first: Ada}', ['first: Ada']],
])('whom to call, as %j', (entries, escalation) => {
  expect(parseRunbook(`---\nescalation:\n  ${entries}\n---\n# H\n`).frontMatter.escalation).toEqual(escalation);
});

test('bad front matter is a problem with its line, and the rest goes on', () => {
  const runbook = parseRunbook('---\ntitle: "T\nowner: [\n---\n# H\n\n```sh\nls\n```\n');
  expect(runbook.problems[0]!.code).toBe('bad-front-matter');
  expect(runbook.steps[0]!.blocks[0]!.line).toBe(7);
});
