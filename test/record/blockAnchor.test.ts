import { expect, test } from 'vitest';
import { blockHash } from '../../src/record/blockAnchor.ts';
import type { RunEvent } from '../../src/record/events.ts';
import { reduce } from '../../src/record/reduce.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { blockStarted, event, started } from '../run/sample.ts';

const text = (...commands: readonly string[]): string =>
  `# A\n\n## 1. Look\n\n${commands.map((one) => `\`\`\`sh\n${one}\n\`\`\`\n`).join('\n')}`;
const before = text('kubectl get pods -n shop', 'uptime');
const [pods, uptime] = parseRunbook(before).steps[0]!.blocks;

function ranBoth(): RunEvent[] {
  const start = started() as Extract<RunEvent, { type: 'run-started' }>;
  const ran = (block: typeof pods, execution: string): RunEvent[] => [
    { ...blockStarted(block!.id, execution, 's'), hash: blockHash(block!) } as RunEvent,
    event({ type: 'block-ended', execution, how: 'exited', exitCode: 0, duration: 1 }),
  ];
  return [{ ...start, runbook: { ...start.runbook, snapshot: before } }, ...ran(pods, 'x1'), ...ran(uptime, 'x2')];
}

test('the result of an edited command stays, marked; others are not', () => {
  const now = parseRunbook(text('kubectl get pods -n shop -o wide', 'uptime'));
  const [edited] = now.steps[0]!.blocks;
  const { executions } = reduce(now, ranBoth());
  expect(executions[edited!.id]).toMatchObject({ execution: 'x1', block: edited!.id, edited: true });
  expect(executions[uptime!.id]?.edited).toBeUndefined();
});

test('the mark goes when the text is what it was', () => {
  const now = parseRunbook(text('kubectl get pods -n shop -o wide', 'uptime'));
  const blocks = { [pods!.id]: now.steps[0]!.blocks[0]!.id };
  const saved = event({
    type: 'runbook-changed',
    hash: 'h',
    snapshot: text('kubectl get pods -n shop -o wide', 'uptime'),
    blocks,
  });
  expect(reduce(now, [...ranBoth(), saved]).executions[blocks[pods!.id]!]).toMatchObject({ edited: true });
  const back = reduce(parseRunbook(before), [...ranBoth(), saved]);
  expect(back.executions[pods!.id]).toMatchObject({ execution: 'x1' });
  expect(back.executions[pods!.id]?.edited).toBeUndefined();
});

test('a rewritten command at the same place keeps the result; a removed one is nowhere', () => {
  const rewritten = parseRunbook(text('docker ps', 'uptime'));
  expect(reduce(rewritten, ranBoth()).executions[rewritten.steps[0]!.blocks[0]!.id]).toMatchObject({ edited: true });
  const removed = parseRunbook(text('uptime'));
  const { executions } = reduce(removed, ranBoth());
  expect(executions[removed.steps[0]!.blocks[0]!.id]).toMatchObject({ execution: 'x2' });
});

test('a command with an id of its own is marked when its text is another', () => {
  const named = (command: string) => parseRunbook(`# A\n\n## 1. Look\n\n\`\`\`sh {id=look}\n${command}\n\`\`\`\n`);
  const [block] = named('uptime').steps[0]!.blocks;
  const ran = { ...blockStarted('look', 'x1'), hash: blockHash(block!) } as RunEvent;
  expect(reduce(named('uptime'), [started(), ran]).executions['look']?.edited).toBeUndefined();
  expect(reduce(named('reboot'), [started(), ran]).executions['look']?.edited).toBe(true);
});

test('hostile anchors move nothing onto what has a result', () => {
  const anchors = { [pods!.id]: uptime!.id, constructor: 'x', __proto__: 'y' };
  const saved = event({ type: 'runbook-changed', hash: 'h', snapshot: before, blocks: anchors });
  expect(reduce(parseRunbook(before), [...ranBoth(), saved]).executions).toMatchObject({
    [pods!.id]: { execution: 'x1' },
    [uptime!.id]: { execution: 'x2' },
  });
});
