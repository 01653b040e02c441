import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { forecastOf } from '../../src/run/forecast.ts';

const sh = (command: string): string => `\`\`\`sh\n${command}\n\`\`\`\n\n`;
const asked = (text: string) =>
  parseRunbook(`# T\n\n${text}`).steps.flatMap(({ blocks }) =>
    blocks.flatMap((one) => one.placeholders.map(({ name }) => name)),
  );

test.each([
  ['asked of a person', `## Ask\n\n${sh('read -r -p "Directory: " DIR')}## Clean\n\n${sh('rm -rf /tmp/x/$DIR')}`],
  [
    'read in a pod',
    `## Ask\n\n${sh('DIR=$(kubectl exec -it pod -- create x)')}## Clean\n\n${sh('kubectl delete job "${DIR}"')}`,
  ],
  [
    'for one case only',
    `## Stop\n\n${sh('systemctl stop a')}If this fails, set it:\n\n${sh('DIR=/x; touch $DIR')}## Clean\n\n${sh('rm -rf $DIR/y')}`,
  ],
])('a variable that is only set by what a run leaves to people has to be said: %s', (_, text) =>
  expect(asked(text)).toEqual(['DIR']),
);

test.each([
  ['by the run', `## A\n\n${sh('DIR=x')}## B\n\n${sh('rm -rf /tmp/x/$DIR')}`],
  [
    'by the run as well',
    `## A\n\n${sh('DIR=x')}## A2\n\n${sh('read -p "D: " DIR')}## B\n\n${sh('rm -rf /tmp/x/$DIR')}`,
  ],
  ['with a default', `## A\n\n${sh('read -p "D: " DIR')}## B\n\n${sh('ls /tmp/x/${DIR:-y}')}`],
  ['in its own block', `## A\n\n${sh('read -p "D: " DIR')}## B\n\n${sh('DIR=y; ls $DIR')}`],
])('not one that is set %s', (_, text) => expect(asked(text)).toEqual([]));

test('the block that sets it stays what it is', () => {
  const runbook = parseRunbook(`# T\n\n## A\n\n${sh('read -p "D: " DIR')}## B\n\n${sh('rm -rf /x/$DIR')}`);
  expect(forecastOf(runbook, runbook.steps[0]!.blocks[0]!).some(({ stops }) => stops)).toBe(true);
  expect(runbook.placeholders).toEqual([
    expect.objectContaining({ name: 'DIR', blocks: [runbook.steps[1]!.blocks[0]!.id] }),
  ]);
});
