import { expect, test } from 'vitest';
import { anchor, stepHash } from '../../src/record/anchor.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import type { Step } from '../../src/runbook/model.ts';

const stepsOf = (text: string): readonly Step[] => parseRunbook(text).steps;
const seenIn = (steps: readonly Step[]) =>
  steps.map((step) => ({ id: step.id, title: step.title, hash: stepHash(step) }));
const titles = (anchors: ReadonlyMap<string, string>, before: readonly Step[], now: readonly Step[]) =>
  [...anchors].map(([from, to]) => [
    before.find(({ id }) => id === from)!.title,
    now.find(({ id }) => id === to)!.title,
  ]);

test('edited steps are found again by what they say and do, each once; removed ones are not', () => {
  const before = stepsOf(
    '1. Restart the web server\n2. Check the error rate in the dashboard\n3. Delete the old volume\n',
  );
  const now = stepsOf(
    '1. Call somebody\n2. Restart the web servers, one by one\n3. Check the error rate in the new dashboard\n',
  );
  expect(
    titles(
      anchor(now, seenIn(before), () => before),
      before,
      now,
    ),
  ).toEqual([
    ['Check the error rate in the dashboard', 'Check the error rate in the new dashboard'],
    ['Restart the web server', 'Restart the web servers, one by one'],
  ]);
});

test('a step with a new name is found by its commands, where the old text is known', () => {
  const block =
    '\n\n   ```sh\n   kubectl rollout restart deployment/web\n   kubectl rollout status deployment/web\n   ```\n';
  const before = stepsOf(`1. Bounce it:${block}2. Tell people\n`);
  const now = stepsOf(`1. Restart all replicas:${block}2. Tell people\n`);
  expect(
    titles(
      anchor(now, seenIn(before), () => before),
      before,
      now,
    ),
  ).toEqual([['Bounce it', 'Restart all replicas']]);
  const titlesAlone = seenIn(before).map(({ id, title }) => ({ id, title }));
  expect(anchor(now, titlesAlone).size).toBe(0);
});

test('a step that the run knows under its own id is never given to another', () => {
  const before = stepsOf('1. Drain the node\n2. Drain the nodes\n');
  const now = stepsOf('1. Drain the nodes\n');
  expect(anchor(now, seenIn(before), () => before).size).toBe(0);
});
