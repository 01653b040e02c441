import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const titles = (text: string): string[] => parseRunbook(`# T\n\n${text}`).steps.map(({ title }) => title);
const sh = (command: string): string => `\`\`\`sh\n${command}\n\`\`\`\n`;

test.each([
  ['bold', '**Check:**', '**Fix:**'],
  ['bold, and a colon behind it', '**Checks**:', '**Resolution**:'],
  ['plain', 'Diagnosis:', 'Mitigation:'],
])('lists below labels of work are steps: %s', (_, check, fix) => {
  const list = `${check}\n\n- Look at the board\n- Is the queue full?\n- Is the worker up?\n\n${fix}\n\n- Scale the worker up\n- Tell the team\n`;
  const all = ['Look at the board', 'Is the queue full?', 'Is the worker up?', 'Scale the worker up', 'Tell the team'];
  expect(titles(`## Slow jobs\n\n**Symptoms:**\n\n- Open the page: it is slow\n- Alerts\n\n${list}`)).toEqual(all);
});

test('also beside commands', () => {
  const text = `## Slow\n\n${sh('systemctl restart a')}\n**Fix:**\n\n- Scale it up\n- Tell the team\n`;
  expect(titles(text)).toEqual(['Slow', 'Scale it up', 'Tell the team']);
});

test.each([
  ['symptoms', '**Symptoms:**\n\n- Open connections grow\n- Clear errors in the log\n'],
  ['causes', '**Causes:**\n\n- Check constraints\n- Scale\n'],
  ['what tells', '**Fix:**\n\n- The operator heals itself\n- The pod is replaced\n'],
  ['links', '**Check:**\n\n- [Board](https://a.example/b)\n- [Logs](https://a.example/l)\n'],
])('but not lists of %s', (_, text) => expect(titles(`## Slow jobs\n\n${text}`)).toEqual([]));

test.each(['### Prevention', '### Preventive measures', '**Follow-up:**', '### Lessons learned'])(
  'what is for later is no step: %s',
  (label) => {
    const text = `## Fix\n\n1. Stop it:\n\n${sh('systemctl stop a').replace(/^(?=.)/gm, '   ')}\n`;
    expect(titles(`${text}\n${label}\n\n- Add a limit with \`kubectl set resources\`\n- Write an alert\n`)).toEqual([
      'Stop it',
    ]);
    expect(titles(`${text}\n### Follow-up checks\n\n- Look at the log\n- Check the board\n`)).toHaveLength(3);
  },
);

const asides = (text: string): string[] =>
  (parseRunbook(`# T\n\n## Fix\n\n${sh('systemctl restart a')}\n${text}`).caveats ?? [])
    .filter(({ aside }) => aside)
    .map(({ kind, text: said }) => `${kind}: ${said}`);

test.each([
  ['## Prevention measures\n\n### Verify\n\n', 'optional: Prevention measures'],
  ['## Extend the ban if necessary\n\n', 'optional: Extend the ban if necessary'],
  ['## Look\n\nTest evidence:\n\n', 'forbidden: Test evidence:'],
  ['## Rollback plan\n\n', 'undoing: Rollback plan'],
])('commands below it are on no way that all go: %s', (above, told) =>
  expect(asides(`${above}${sh('rm -rf /srv/a')}\n## Estimated timeline\n\nAn hour.\n`)).toEqual([told]),
);

test('a rollback on the way may still be meant for a case', () => {
  const text = `## Rollback\n\nIf the file is wrong:\n\n${sh('rm /srv/a')}\n## Verify\n\n${sh('ls /srv')}`;
  expect(asides(text)).toEqual(['optional: If the file is wrong:']);
});

test.each(['## Rotate the key\n\n', '## What is necessary\n\n', '## Look\n\nGather the evidence, then delete it:\n\n'])(
  'but what all do is: %s',
  (above) => expect(asides(`${above}${sh('rm -rf /srv/a')}`)).toEqual([]),
);

test.each([
  ['## Prerequisites\n\nYou need kubectl and access to the cluster.\n', 'Prerequisites'],
  ['## Before you begin\n\nMake sure you have a token.\n', 'Before you begin'],
  ['## Prerequisites: you need kubectl and access\n', 'Prerequisites: you need kubectl and access'],
])('what is needed first comes first: %s', (text, title) =>
  expect(titles(`${text}\n## Restart\n\n${sh('systemctl restart a')}`)).toEqual([title, 'Restart']),
);

test.each([
  ['of what is served', '## Requirements\n\nThe service requires Go 1.22.\n'],
  ['none', '## Prerequisites\n\nNone.\n'],
  ['in a list of things', '## Prerequisites\n\n- kubectl\n- access\n'],
])('but no requirement %s', (_, text) =>
  expect(titles(`${text}\n## Restart\n\n${sh('systemctl restart a')}`)).toEqual(['Restart']),
);

test('a page that does nothing needs nothing first', () =>
  expect(titles('## Prerequisites\n\nYou need kubectl.\n\n## Background\n\nIt is old.\n')).toEqual([]));

test('queries of VictoriaLogs are run in its console', () => {
  const { blocks } = parseRunbook('# T\n\n```logsql\n_time:30m level:error | limit 50\n```\n');
  expect(blocks.map(({ kind }) => kind)).toEqual(['config']);
});
