import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, start, written, readyRunbookProcess } from './runbookProcess.ts';

readyRunbookProcess();

test('an environment file is loaded only where it is named, and its values are on no record', async () => {
  const text = '---\nenv-file: my.env\nrequires: [sh]\n---\n# Book\n\n## One\n\n```sh\necho "token $API_TOKEN."\n```\n';
  await writeFile(join(folder, 'book.md'), text);
  await writeFile(join(folder, 'my.env'), 'API_TOKEN=tok-12345\nPATH=./bin\n');
  await writeFile(join(folder, 'other.env'), 'API_TOKEN=no\n');
  const loaded = await start('book.md', '--yes', '--load-env', 'my.env').ended;
  expect(loaded).toMatchObject({ code: 0 });
  expect(loaded.out).toContain('It sets API_TOKEN. Left out, because they change what runs: PATH.');
  expect(loaded.out).toMatch(/== Requirements\n\[ok\] sh: /);
  expect(loaded.out).toMatch(/^token \*+/m);
  expect(loaded.out + loaded.err + (await written())).not.toContain('tok-12345');
  const without = await start('book.md', '--yes', '--var', 'API_TOKEN=given').ended;
  expect(without.out).toContain('(not loaded; pass --load-env to load it)');
  const foreign = await start('book.md', '--yes', '--load-env', 'other.env').ended;
  expect(foreign).toMatchObject({ code: 2 });
  expect(foreign.err).toContain('not the environment file of this runbook; it names my.env.');
});

test('a profile is set only where it is asked for', async () => {
  const text =
    '---\nprofile: {aws: payments-dev}\n---\n# Book\n\n## One\n\n```sh\necho "by ${AWS_PROFILE:-nobody}."\n```\n';
  await writeFile(join(folder, 'book.md'), text);
  const without = await start('book.md', '--yes').ended;
  expect(without.out).toContain(
    '(This runbook names a profile: AWS_PROFILE=payments-dev)\n(not loaded; pass --profile',
  );
  expect(without.out).toContain('by nobody.');
  expect((await start('book.md', '--yes', '--profile').ended).out).toContain('\nby payments-dev.\n');
  await writeFile(join(folder, 'book.md'), text.replace(/^profile.*$/m, 'profile: prod'));
  const unclear = await start('book.md', '--yes', '--profile').ended;
  expect(unclear).toMatchObject({ code: 2 });
  expect(unclear.err).toContain('Not understood in `profile`: prod. Use `aws: NAME`');
});

test('a requirement that is not met stops a run before its first step, unless --yes says otherwise', async () => {
  const text = '---\nrequires: [no-such-tool-here]\n---\n# Book\n\n## One\n\n```sh\ntouch made\n```\n';
  await writeFile(join(folder, 'book.md'), text);
  const stopped = await start('book.md').ended;
  expect(stopped).toMatchObject({ code: 2 });
  expect(stopped.err).toContain('Not met: no-such-tool-here (not on PATH).');
  expect(existsSync(join(folder, 'made'))).toBe(false);
  expect((await start('book.md', '--yes').ended).code).toBe(0);
  expect(existsSync(join(folder, 'made'))).toBe(true);
});

test('a dry run tells the whole way: by hand, files, consoles, sessions, what never ends', async () => {
  const fence = (tag: string, code: string): string => `\n   \`\`\`${tag}\n   ${code}\n   \`\`\`\n`;
  const items = [
    'Open the console and disable traffic.\n',
    `Write this to \`/etc/app.yaml\`:\n${fence('yaml', 'a: 1')}`,
    'Restart it with `systemctl restart app`.\n',
    `Run this in the mongo shell:\n${fence('js', 'rs.status()')}`,
    `Watch:\n${fence('sh', 'kubectl logs -f web')}`,
    `Connect:\n${fence('sh', 'ssh db-1')}`,
    `Look:\n${fence('sh', 'df <disk>')}`,
  ];
  await writeFile(
    join(folder, 'book.md'),
    `# Book\n\n## Steps\n\n${items.map((item, i) => `${i + 1}. ${item}`).join('\n')}`,
  );
  const { code, out } = await start('book.md', '--dry-run').ended;
  expect(code).toBe(0);
  for (const shown of [
    '== Open the console and disable traffic.\n(by hand)\n',
    '(by hand: write this to /etc/app.yaml, line 9)\n    a: 1\n',
    '(in the text: systemctl restart app)\n',
    '(by hand: run this in the mongo shell, line 17)\n    rs.status()\n',
    '$ kubectl logs -f web\n(never ends by itself: runs beside the next steps)\n',
    '$ ssh db-1\n(opens a session: run it by hand in a terminal)\n',
    '(held back: `ssh db-1` (step 6) opened a shell that this may be meant for)\n(needs a value: `disk`)\n',
    '\nA run would stop or need you here:\n',
  ])
    expect(out).toContain(shown);
});

test('hides what the front matter declares to be a secret, given or captured, in output and log', async () => {
  const text =
    '---\nsecrets: [PIN, UNLOCK]\n---\n# Book\n\n## One\n\n```sh {capture=UNLOCK}\necho plum-47\n```\n\n## Two\n\n```sh\necho <pin> "$UNLOCK" again\n```\n';
  await writeFile(join(folder, 'book.md'), text);
  const { out, code } = await start('book.md', '--yes', '--var', 'pin=quince-9').ended;
  expect(code).toBe(0);
  expect(out).toMatch(/^\*+ \*+ again/m);
  expect(out).not.toMatch(/^plum-47|quince-9/m);
  expect(await written()).not.toContain('quince-9');
});
