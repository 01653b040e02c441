import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, start, readyRunbookProcess } from './runbookProcess.ts';

readyRunbookProcess();

const session = (command: string): string => `\`\`\`sh\n${command}\n\`\`\`\n`;

test.each([
  [
    'the next numbered part',
    `## Step 1: Server\n\n${session('ssh root@db-1\nsudo apt install nginx')}\n## Step 2: Nodes\n\n`,
  ],
  ['a sibling heading', `## Prepare\n\n${session('ssh root@db-1')}\n## Deploy\n\n`],
  ['another user', `## Become the user\n\n${session('sudo su - app')}\n## The service\n\n### Stopping it\n\n`],
])('where a session was not opened, nothing that may build on it is changed: %s', async (_, text) => {
  await writeFile(join(folder, 'book.md'), `# Book\n\n${text}${session('touch built')}`);
  const { code, err } = await start('book.md', '--yes').ended;
  expect(code).toBe(2);
  expect(err).toMatch(/opens a shell \(`.*`\) and was not done|opened a shell that this may be meant for/);
  expect(existsSync(join(folder, 'built'))).toBe(false);
});

test.each([
  ['only reads', `## Look\n\n${session('ssh root@db-1')}\n## Here\n\n${session('ls')}`],
  [
    'is said to be for here',
    `## Look\n\n${session('ssh root@db-1')}\n## Here\n\nOn your own machine:\n\n${session('touch built')}`,
  ],
  [
    'follows a session that was left',
    `## Look\n\n${session('ssh root@db-1\nuptime\nexit')}\n## Here\n\n${session('touch built')}`,
  ],
])('what follows goes on where it %s', async (_, text) => {
  await writeFile(join(folder, 'book.md'), `# Book\n\n${text}`);
  const { code, err } = await start('book.md', '--yes').ended;
  expect(err).not.toContain('was not done');
  // The session is still to be opened by hand.
  expect(code).toBe(1);
});
