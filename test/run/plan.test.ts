import { expect, test } from 'vitest';
import { allBlocks, rollbackOf, blockRolledBackBy } from '../../src/run/plan.ts';
import { blocksFailed, blocksInSection, blocksUpTo } from '../../src/walk/plan.ts';
import { reduce } from '../../src/record/reduce.ts';
import type { RunState } from '../../src/record/state.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { block, blockStarted, event, runbook as bookOf, started, step } from './sample.ts';

const fence = (attributes: string, body: string): string => `\`\`\`sh {${attributes}}\n${body}\n\`\`\`\n`;
const runbook = parseRunbook(
  [
    '# Book\n\n## One\n',
    fence('id=look', 'uptime'),
    '## Two\n',
    fence('id=change rollback=back', 'touch x'),
    fence('id=back', 'rm x'),
    '## Three\n',
    fence('id=end', 'date'),
  ].join('\n'),
);

const state = (steps: Record<number, string>, executions: Record<string, string> = {}): RunState => {
  const empty = reduce(runbook, []);
  return {
    ...empty,
    steps: Object.fromEntries(Object.entries(steps).map(([at, status]) => [runbook.steps[Number(at)]!.id, { status }])),
    executions: Object.fromEntries(Object.entries(executions).map(([id, status]) => [id, { status }])),
  } as unknown as RunState;
};
const upTo = (last: string, run = state({})): string[] => blocksUpTo(runbook, run, last).map(({ id }) => id);

test('all that is open runs in the order of the text, and nothing that only takes something back', () => {
  expect(allBlocks(runbook).map(({ id }) => id)).toEqual(['look', 'change', 'back', 'end']);
  expect(upTo('end')).toEqual(['look', 'change', 'end']);
  expect(upTo('change')).toEqual(['look', 'change']);
  expect(upTo('back')).toEqual(['look', 'change', 'back']);
  expect(upTo('none')).toEqual([]);
});

test('what is done, skipped, succeeded or running is not run again, but for the last one', () => {
  expect(upTo('end', state({ 0: 'done', 1: 'skipped' }))).toEqual(['end']);
  expect(upTo('end', state({}, { look: 'succeeded', change: 'failed', end: 'succeeded' }))).toEqual(['change', 'end']);
  expect(upTo('end', state({}, { look: 'running' }))).toEqual(['change', 'end']);
});

test('a block and what takes it back know each other', () => {
  const block = (id: string) => allBlocks(runbook).find((one) => one.id === id)!;
  expect(rollbackOf(runbook, block('change'))?.id).toBe('back');
  expect(rollbackOf(runbook, block('look'))).toBeUndefined();
  expect(blockRolledBackBy(runbook, block('back'))?.id).toBe('change');
  expect(blockRolledBackBy(runbook, block('change'))).toBeUndefined();
});

test('a section is run with what is open in it; what failed is found wherever it is', () => {
  const steps = [
    step('s1', 'One', [block('p1', 'true', { line: 1 })]),
    { ...step('s2', 'Two', [block('p2', 'true', { line: 2 }), block('p3', 'ls', { line: 3 })]), section: 'Repair' },
    { ...step('s3', 'Three', [block('p4', 'true', { line: 4 })]), section: 'Repair' },
    {
      ...step('s4', 'Four', [block('p5', 'true', { line: 5, attributes: { excludeFromRunAll: 'true' } })]),
      section: 'Repair',
    },
  ];
  const book = bookOf(steps);
  const ended = (execution: string, exitCode: number) =>
    event({ type: 'block-ended', execution, how: 'exited', exitCode, duration: 1 });
  const events = [
    started(),
    blockStarted('p1', 'x1'),
    ended('x1', 1),
    blockStarted('p2', 'x2'),
    ended('x2', 0),
    blockStarted('p4', 'x3'),
    ended('x3', 2),
  ];
  const ids = (blocks: readonly { readonly id: string }[]): string[] => blocks.map(({ id }) => id);
  expect(ids(blocksInSection(book, reduce(book, events), 's3'))).toEqual(['p3', 'p4']);
  expect(ids(blocksInSection(book, reduce(book, events), 's1'))).toEqual(['p1']);
  expect(ids(blocksFailed(book, reduce(book, events)))).toEqual(['p1', 'p4']);
  const done = event({ type: 'step-ticked', step: 's3' });
  expect(ids(blocksInSection(book, reduce(book, [...events, done]), 's2'))).toEqual(['p3']);
  // Whoever ticked the step has taken the failure into account.
  expect(ids(blocksFailed(book, reduce(book, [...events, done])))).toEqual(['p1']);
});
