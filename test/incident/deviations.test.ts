import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { isAsWritten } from '../../src/incident/commandMatch.ts';
import { reviewRun } from '../../src/incident/deviations.ts';
import { runbookPatches } from '../../src/incident/runbookPatch.ts';
import { unifiedDiff } from '../../src/text/unifiedDiff.ts';
import { block } from '../run/sample.ts';
import { book, runOf, snapshot, usual } from './runs.ts';

/** The text after git has applied a patch. */
function applied(path: string, text: string, patch: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-patch-'));
  try {
    mkdirSync(join(folder, 'runbooks'));
    writeFileSync(join(folder, path), text);
    execFileSync('git', ['apply', '--whitespace=nowarn', '-'], { cwd: folder, input: patch });
    return readFileSync(join(folder, path), 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

test('what went otherwise than the runbook says', () => {
  const { deviations } = reviewRun(usual())!;
  expect(deviations.map(({ kind, step, line, text }) => [kind, step, line, text])).toEqual([
    ['unticked-check', 'Look at the cache', 9, 'Done without its check: It answers'],
    ['missing-check', 'Restart it', 11, 'Changes something and has no check that it worked'],
    ['slow-step', 'Restart it', 11, 'Took long'],
    ['skipped-step', 'Tell the team', 17, 'Skipped: They sit here'],
    ['edited-command', 'Restart it', 13, 'Edited before it ran'],
    ['timed-out', 'Restart it', 13, 'Ran out of its time'],
  ]);
});

test('a run that did as the runbook says deviates in nothing', () => {
  const [look] = book.steps;
  const run = runOf('r', '2026-04-02T10:00:00Z', [
    [
      1,
      {
        type: 'block-started',
        block: look!.blocks[0]!.id,
        step: look!.id,
        execution: 'x',
        command: 'redis-cli -h a ping',
      },
    ],
    [2, { type: 'check-ticked', check: look!.checks[0]!.id, step: look!.id }],
    [3, { type: 'step-ticked', step: look!.id }],
  ]);
  expect(reviewRun(run)!.deviations).toEqual([]);
  // Only when it has ended is it known that the others were not done.
  const ended = {
    ...run,
    events: [
      ...run.events,
      { ...run.events[0]!, id: 'e', at: '2026-04-02T11:00:00.000Z', type: 'run-ended', outcome: 'abandoned' } as never,
    ],
  };
  expect(reviewRun(ended)!.deviations.map(({ kind }) => kind)).toEqual(['step-not-done', 'step-not-done']);
});

test('the patch for the runbook applies', () => {
  const [patch] = runbookPatches([reviewRun(usual())!]).patches;
  expect(applied('runbooks/cache.md', snapshot, patch!.diff)).toBe(`# Cache down

1. Look at the cache

   \`\`\`sh
   redis-cli -h <host> ping
   \`\`\`

   - [ ] It answers

2. Restart it
   <!-- Took 25 min in run run-1. -->

   \`\`\`sh {timeout=20s}
   kubectl -n <namespace> rollout restart statefulset/cache
   \`\`\`

   - [ ] It worked: say here how that shows

3. Tell the team
   <!-- Skipped: They sit here. Seen in run run-1: still needed? -->
`);
});

test('runs of the same text make one patch, of another text the latest one', () => {
  expect(
    runbookPatches([reviewRun(usual('a'))!, reviewRun(usual('a'))!]).patches[0]!.diff.match(/Took 25/g),
  ).toHaveLength(1);
  expect(runbookPatches([])).toEqual({ patches: [], problems: [] });
});

test.each([
  ['kubectl -n <ns> get pods', 'kubectl -n shop get pods', true],
  ['kubectl -n <ns> get pods', "kubectl -n 'a b' get pods", true],
  ['kubectl -n <ns> get pods', 'kubectl -n shop get pods -w', false],
  ['kubectl get pods', 'kubectl get pods', true],
  ['kubectl get pods', 'kubectl get nodes', false],
  ['<a> <a>', 'x', false],
  ['a <x> a', 'a', false],
])('%s ran as %s: as written? %s', (written, ran, expected) => {
  const names = [...written.matchAll(/<(\w+)>/g)].map(([, name]) => ({ name: name!, form: 'angle' as const }));
  expect(isAsWritten(block('b', written, { placeholders: names }), written, ran)).toBe(expected);
});

test('any edits make a diff that git applies', () => {
  const line = fc.constantFrom('a', 'b', ' c', '', '- d', '@@ e');
  const edit = fc.record({ at: fc.nat(12), count: fc.nat(2), lines: fc.array(line, { minLength: 1, maxLength: 2 }) });
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 12 }),
      fc.array(edit, { maxLength: 3 }),
      fc.boolean(),
      (lines, edits, ends) => {
        const text = lines.join('\n') + (ends || lines.at(-1) === '' ? '\n' : '');
        const diff = unifiedDiff('runbooks/x.md', text, edits);
        if (diff !== '') expect(applied('runbooks/x.md', text, diff)).not.toBeUndefined();
      },
    ),
    { numRuns: 40 },
  );
});

describe('what failed', () => {
  const [look] = book.steps;
  const ended = (execution: string, met: boolean | undefined, exitCode = 0) =>
    [
      [
        1,
        {
          type: 'block-started',
          block: look!.blocks[0]!.id,
          step: look!.id,
          execution,
          command: 'redis-cli -h a ping',
        },
      ],
      [
        2,
        { type: 'block-ended', execution, how: 'exited', exitCode, duration: 1, ...(met === undefined ? {} : { met }) },
      ],
    ] as const;
  const ticked = [3, { type: 'check-ticked', check: look!.checks[0]!.id, step: look!.id }] as const;
  const done = [4, { type: 'step-ticked', step: look!.id, title: look!.title }] as const;
  const failed = [4, { type: 'step-failed', step: look!.id, reason: 'Expected 0, got 1.\n- diff' }] as const;
  const found = (...events: Parameters<typeof runOf>[2]): readonly (readonly [string, string])[] =>
    reviewRun(runOf('r', '2026-04-02T10:00:00Z', events))!.deviations.map(({ kind, text }) => [kind, text] as const);

  test('a result that its command does not expect, though the step is done', () => {
    expect(found(...ended('x', false), ticked, done)).toEqual([['failed-check', 'Not the result that it expects']]);
  });

  test('a step, once, with its reason on one line', () => {
    expect(found(failed)).toEqual([['failed-step', 'Failed: Expected 0, got 1.']]);
    expect(found(...ended('x', false), failed)).toEqual([['failed-step', 'Failed: Expected 0, got 1.']]);
  });

  test('not what went well later, nor a command of which nothing is expected', () => {
    expect(found(...ended('x', false), ...ended('y', true), ticked, done)).toEqual([]);
    expect(found(...ended('x', undefined, 1), ticked, done)).toEqual([]);
  });
});
