import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { reviewRun } from '../../src/incident/deviations.ts';
import { runbookPatches, type RunbookPatches } from '../../src/incident/runbookPatch.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import type { RunEvent } from '../../src/record/events.ts';
import { folderWith } from '../files/folder.ts';
import { book, runOf, usual } from './runs.ts';

/** What a run proposes in which the first block of a runbook ran with another command. */
function proposed(runbook: string, ran: string): RunbookPatches {
  const [step] = parseRunbook(runbook, { fileName: 'rb.md' }).steps;
  const at = '2026-04-02T10:00:00.000Z';
  const events = [
    { type: 'run-started', run: 'r', runbook: { path: 'rb.md', title: 'T', hash: 'h', snapshot: runbook } },
    { type: 'block-started', block: step!.blocks[0]!.id, step: step!.id, execution: 'x', command: ran },
  ].map((fields, index) => ({ v: 1, id: `e${index}`, at, by: 'ada', ...fields }) as unknown as RunEvent);
  const review = reviewRun({ run: 'r', events, warnings: [] })!;
  const deviations = review.deviations.filter(({ kind }) => kind === 'edited-command');
  expect(deviations).toHaveLength(1);
  return runbookPatches([{ ...review, deviations }]);
}

function applied(runbook: string, ran: string): string {
  const { patches, problems } = proposed(runbook, ran);
  expect(problems).toEqual([]);
  const root = folderWith({});
  writeFileSync(join(root, 'rb.md'), runbook);
  execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: root, input: patches[0]!.diff });
  return readFileSync(join(root, 'rb.md'), 'utf8');
}

const fenced = (body: string, indent = ''): string =>
  `# T\n\n1. Do it\n\n${['```sh', ...body.split('\n'), '```'].map((line) => `   ${indent}${line}`.trimEnd()).join('\n')}\n\nThe end of sh.\n`;

describe('a command of other lines than the runbook has is put into its block', () => {
  test.each([
    ['more lines than one', 'uptime', "cat <<'X'\none\n\n  two\nX"],
    ['one line for several', 'uptime\n\nls -l', 'uptime && ls -l'],
    ['more at the end', 'uptime\nls', 'uptime\nls\n-v --all'],
    ['the same number, with a line where an empty one was', 'uptime\n\nls', 'uptime\ndf -h\nls'],
  ])('%s', (_, written, ran) => {
    expect(applied(fenced(written), ran)).toBe(fenced(ran));
  });

  test('in a quote, and with the line ends of the file', () => {
    const quoted = (body: string): string => `# T\n\n1. Do it\n\n   > ${body.replaceAll('\n', '\n   > ')}\n`;
    expect(applied(quoted('```sh\nuptime\n```'), 'uptime\nls')).toBe(quoted('```sh\nuptime\nls\n```'));
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    expect(applied(crlf(fenced('uptime')), 'uptime\nls')).toBe(crlf(fenced('uptime\nls')));
  });

  test('a line for a line, as before, and only within the block', () => {
    expect(applied(fenced('sh'), 'bash')).toBe(fenced('bash'));
    expect(applied(fenced('uptime -p\nls'), 'uptime -p\nls -l')).toBe(fenced('uptime -p\nls -l'));
  });
});

const UNCLEAR =
  "No patch for rb.md: 1 change left out: the command has other lines now, and where to put them in its block isn't clear.";
const REDACTED =
  'No patch for rb.md: 1 change left out: the command that ran is known with a redacted secret or an escaped character only.';

describe('a change that would break the runbook is left out, with a sentence', () => {
  test.each([
    ['a prompt before each line', '# T\n\n1. Do it\n\n   ```console\n   $ uptime\n   ```\n', 'uptime\nls', UNCLEAR],
    ['the end of the block in it', fenced('uptime'), 'cat <<X\n```\nX', UNCLEAR],
    ['a redacted header', fenced('curl x'), 'curl -H "Authorization: Bearer ***" x', REDACTED],
    ['a redacted one of several lines', fenced('curl x'), 'curl -u bob:*** x\nls', REDACTED],
    ['a secret that nobody redacted', fenced('curl x'), 'curl -u bob:Hunter2xyz9 x', REDACTED],
    ['colours', fenced('echo x'), 'echo \u001b[31mred', REDACTED],
    ['a turned direction', fenced('echo x'), 'echo \u202ered', REDACTED],
  ])('%s', (_, runbook, ran, sentence) => {
    expect(proposed(runbook, ran)).toEqual({ patches: [], problems: [sentence] });
  });

  test('the other changes are offered, and it says that there are fewer', () => {
    const review = reviewRun(usual())!;
    const deviations = review.deviations.map((one) =>
      one.edit ? { ...one, edit: { ...one.edit, after: 'kubectl --token *** get pods' } } : one,
    );
    const { patches, problems } = runbookPatches([{ ...review, deviations }]);
    expect(patches[0]!.diff).toContain('timeout=20s');
    expect(patches[0]!.diff).not.toContain('***');
    expect(problems).toEqual([REDACTED.replace('No patch for rb.md', 'The patch for runbooks/cache.md is not whole')]);
  });

  test('stars that the runbook has itself are no secret', () => {
    expect(applied(fenced("echo '***'"), "echo '***' done")).toBe(fenced("echo '***' done"));
    expect(applied(fenced('ls'), 'ls **/*.md')).toBe(fenced('ls **/*.md'));
  });
});

describe('a skip that nobody decided is no deviation', () => {
  const tell = book.steps[2]!;
  const skipped = (fields: object): readonly string[] =>
    reviewRun(
      runOf('r', '2026-04-02T10:00:00Z', [[1, { type: 'step-skipped', step: tell.id, title: tell.title, ...fields }]]),
    )!.deviations.map(({ text }) => text);

  test.each([
    ['nothing to run', { reason: 'by hand: nothing to run', automatic: true }],
    ['not called for', { reason: 'excluded from running everything', automatic: true }],
    ['as it was recorded once', { reason: 'no commands' }],
  ])('%s', (_, fields) => {
    expect(skipped(fields)).toEqual([]);
  });

  test.each([
    ['with a reason', { reason: 'They sit here' }, 'Skipped: They sit here'],
    ['without one', {}, 'Skipped without a reason'],
    ['automatic is no other value', { automatic: false }, 'Skipped without a reason'],
  ])('but one of a person is: %s', (_, fields, text) => {
    expect(skipped(fields)).toEqual([text]);
  });

  test('what was skipped by itself first and by a person then', () => {
    const skip = { type: 'step-skipped', step: tell.id, title: tell.title } as const;
    const run = runOf('r', '2026-04-02T10:00:00Z', [
      [1, { ...skip, automatic: true }],
      [2, { type: 'step-unticked', step: tell.id }],
      [3, { ...skip, reason: 'Not ours' }],
    ]);
    expect(reviewRun(run)!.deviations.map(({ text }) => text)).toEqual(['Skipped: Not ours']);
  });
});
