import { expect, test } from 'vitest';
import { allBlocks, runsInPassing } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n`;

/** How many of the commands run when everything is run. */
function passing(text: string): number {
  const runbook = parseRunbook(text);
  return allBlocks(runbook).filter((block) => runsInPassing(runbook, block)).length;
}

const saved = (between: string, title = 'Backup and restore', first = 'To back up, run:'): string =>
  `# DB\n\n## ${title}\n\n${first}\n${sh('pg_dump app > app.sql')}\n${between}\n${sh('psql app < app.sql')}`;
const changed = (between: string, title = 'Deploy'): string =>
  `# Web\n\n## ${title}\n\nInstall the chart:\n${sh('helm upgrade web .')}\n${between}\n${sh('helm rollback web')}`;

test.each([
  'You can restore it with:',
  'To restore it:',
  'To restore, run:',
  'Then you can restore this dump with the opposite command:',
  'The dump can be restored with:',
  'It can later be restored with:',
  'If you need to restore the dump, run:',
  'To load it back, run:',
])('what was saved is not loaded at once: %s', (between) => {
  expect(passing(saved(between, 'Backups', 'Write a dump:'))).toBe(1);
  expect(passing(saved(between))).toBe(1);
});

test.each([
  'It can be rolled back with:',
  'To roll back, run:',
  'To roll it back:',
  'To undo',
  'To undo the upgrade, run:',
  'You can revert it with:',
  'To remove it again:',
  'It can be removed again with:',
  'If you need to back out the change:',
])('what was done is not taken back at once: %s', (between) => expect(passing(changed(between))).toBe(1));

test.each([
  ['a move', saved('To restore it, run:', 'Migrate the database')],
  ['another place', saved('To restore it on the new server, run:')],
  ['a section that restores', saved('To restore it, run:', 'Restore a table')],
  ['something else', saved('To restore service, run:')],
  ['an order', saved('Restore it:')],
  ['then', saved('Now restore it:')],
  ['a check', saved('To verify it:')],
  [
    'nothing saved',
    `# T\n\n## Data\n\nStop it:\n${sh('systemctl stop web')}\nTo restore it, run:\n${sh('psql a < b')}`,
  ],
  [
    'a numbered list',
    `# T\n\n## Data\n\n1. To dump it:\n${sh('pg_dump a > b').replace(/^(?=.)/gm, '   ')}\n2. To restore it:\n${sh('psql a < b').replace(/^(?=.)/gm, '   ')}`,
  ],
])('what restores is the next step: %s', (_, text) => expect(passing(text)).toBe(2));

test.each([
  changed('It can be rolled back with:', 'Recover from a bad release'),
  changed('It can be rolled back with:', 'If the deployment failed'),
  changed('To roll forward, run:'),
  changed('To roll out the change, run:'),
])('what rolls back is the next step', (text) => expect(passing(text)).toBe(2));
