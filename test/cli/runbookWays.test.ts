import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, onTerminal, start, readyRunbookProcess } from './runbookProcess.ts';

readyRunbookProcess();

const fence = (tag: string, code: string): string => `\n\`\`\`${tag}\n${code}\n\`\`\`\n`;
const indented = (text: string): string => text.replace(/^(?=.)/gm, '    ');
const tabs = `=== "Helm"\n${indented(fence('sh', 'echo by-helm'))}\n=== "kubectl"\n${indented(fence('sh', 'echo by-kubectl'))}\n`;
const write = (text: string): Promise<void> => writeFile(join(folder, 'book.md'), text);

test.each([
  ['tabs', `# Book\n\n## Install\n\n${tabs}`, 'Helm', 'kubectl'],
  [
    'options',
    `# Book\n\n## Option 1: Helm\n${fence('sh', 'echo by-helm')}\n## Option 2: kubectl\n${fence('sh', 'echo by-kubectl')}`,
    'option 1',
    'Option 2: kubectl',
  ],
  ['or', `# Book\n\n## Install\n${fence('sh', 'echo by-helm')}\nor\n${fence('sh', 'echo by-kubectl')}`, '5', '11'],
])('one of several ways runs, and without a choice none: %s', async (_, text, first, second) => {
  await write(text);
  const without = await start('book.md', '--yes').ended;
  expect(without.code).toBe(2);
  expect(without.out).not.toMatch(/^by-/m);
  expect(without.err).toMatch(/Choose ".*" \(line \d+\) or ".*" \(line \d+\): pass --choose with its name or line/);
  const helm = await start('book.md', '--choose', first).ended;
  expect(helm.out).toMatch(/^by-helm$/m);
  expect(helm.out).not.toMatch(/^by-kubectl$/m);
  expect(helm.code).toBe(0);
  const kubectl = await start('book.md', '--yes', '--choose', second).ended;
  expect(kubectl.out).toMatch(/^by-kubectl$/m);
  expect(kubectl.out).not.toMatch(/^by-helm$/m);
});

test('a choice that is not there is told; a dry run shows all ways; a step by name is a choice', async () => {
  await write(`# Book\n\n## Option A: one\n${fence('sh', 'echo one')}\n## Option B: two\n${fence('sh', 'echo two')}`);
  const unknown = await start('book.md', '--choose', 'three').ended;
  expect(unknown.code).toBe(2);
  expect(unknown.err).toContain('--choose three: choose "Option A: one" (line 3) or "Option B: two" (line 9).');
  const dry = await start('book.md', '--dry-run').ended;
  expect(dry.out).toMatch(/\$ echo one[^]*\$ echo two[^]*one of several: "Option A: one" \(line 3\) or/);
  const id = /"id": "(s-\w+)",\s+"title": "Option B/.exec(
    (await start('book.md', '--dry-run', '--report', 'json').ended).out,
  )?.[1];
  const named = await start('book.md', '--step', id ?? '').ended;
  expect(named.code).toBe(0);
  expect(named.out).toMatch(/^two$/m);
});

test('tabs that show a command and its output are one way', async () => {
  await write(
    `# Book\n\n## Look\n\n=== "Command"\n${indented(fence('sh', 'echo seen'))}\n=== "Output"\n${indented(fence('', 'x'))}`,
  );
  expect((await start('book.md').ended).out).toMatch(/^seen$/m);
});

const steps =
  `# Book\n\n## Steps\n\n1. Stop it:\n${fence('sh', 'echo stop').replace(/^(?=.)/gm, '   ')}\n   Then tell the on-call lead.\n\n` +
  `2. Start it:\n${fence('sh', 'echo start').replace(/^(?=.)/gm, '   ')}\n   Note that this takes a while.\n\n` +
  `   Write this to \`/etc/app.yaml\`:\n${fence('yaml', 'a: 1').replace(/^(?=.)/gm, '   ')}`;

test('what is by hand below the last command is shown, and content is left open where nobody says that it is done', async () => {
  await write(steps);
  const { out, err, code } = await start('book.md').ended;
  expect(out).toMatch(/\nstop\n\(by hand: Then tell the on-call lead\.\)\n[^]*\nstart\n\(by hand: write this to/);
  expect(out).not.toContain('takes a while');
  expect(err).toContain('not done, because it has to be run by hand: Start it.');
  expect(code).toBe(1);
  expect((await start('book.md', '--yes').ended).code).toBe(0);
});

test('content stops a run that nobody watches where commands of the next step may need it', async () => {
  await write(`${steps}\n3. Look:\n${fence('sh', 'echo look').replace(/^(?=.)/gm, '   ')}`);
  const { out, err, code } = await start('book.md').ended;
  expect(code).toBe(2);
  expect(err).toMatch(/Line \d+ is done by hand before the commands below it\./);
  expect(out).not.toContain('\nlook\n');
});

test('what stands between the steps is shown', async () => {
  await write(
    `# Book\n\n## 1. One\n${fence('sh', 'echo one')}\n## Background\n${fence('yaml', 'kind: Pod')}\n## 2. Two\n${fence('sh', 'echo two')}`,
  );
  const { out, code } = await start('book.md').ended;
  expect(out).toMatch(/\none\n[^]*\(in no step; by hand: .*line \d+\)\n {4}kind: Pod\n[^]*\ntwo\n/);
  expect(code).toBe(0);
});

test.runIf(process.platform === 'linux' && existsSync('/usr/bin/script'))(
  'on a terminal all of it is asked',
  async () => {
    await write(`${steps}\n3. Flip the switch.\n\n## Install\n\n${tabs}`);
    const run = onTerminal('book.md');
    for (const [shown, answer] of [
      [/on-call lead\.\)[^]*Done\? /, 'y'],
      [/a: 1[^]*Done\? /, 'y'],
      [/\(by hand\)[^]*Done\? /, 'y'],
      [/Which one\? /, '2'],
    ] as const) {
      await expect.poll(run.out, { timeout: 60_000, interval: 20 }).toMatch(shown);
      run.child.stdin!.write(`${answer}\r`);
    }
    const { out, code } = await run.ended;
    expect(out).toContain('\nby-kubectl\r\n');
    expect(out).not.toContain('\nby-helm');
    expect(code).toBe(0);
  },
);

test('of several ways within one block none runs unasked, unless all of them read', async () => {
  await write(
    `# Book\n\n## Restart\n${fence('sh', 'touch by-a\n# or\ntouch by-b')}\n## Look\n${fence('sh', 'echo one\n# or\necho two')}`,
  );
  const all = await start('book.md', '--yes').ended;
  expect(all.code).toBe(2);
  expect(all.err).toContain('one of several in one block');
  expect(existsSync(join(folder, 'by-a'))).toBe(false);
  const steps = (await start('book.md', '--dry-run', '--report', 'json').ended).out;
  const look = /"id": "(s-\w+)",\s+"title": "Look"/.exec(steps)?.[1] ?? '';
  expect((await start('book.md', '--yes', '--step', look).ended).out).toMatch(/^two$/m);
});

test('a procedure within another one is named as well, and takes the one around it along', async () => {
  await write(
    `# Service\n\n## Restore the database\n${fence('sh', 'echo restored')}\n## Certificates\n\n### Add a certificate\n${fence('sh', 'echo added')}` +
      `\n### Remove a certificate\n${fence('sh', 'echo removed')}\n## Onboard a user\n${fence('sh', 'echo onboarded')}`,
  );
  const { out, code } = await start('book.md', '--procedure', 'Remove a certificate').ended;
  expect(out).toMatch(/^removed$/m);
  expect(out).not.toMatch(/^(?:restored|added|onboarded)$/m);
  expect(code).toBe(0);
});

test('what belongs to no procedure does not run along with the one that is asked for', async () => {
  await write(
    `# Queue\n\n## Log in\n${fence('sh', 'echo logged-in')}\n## The worker\n\n### Start it\n${fence('sh', 'echo started')}` +
      `\n## Jobs\n\n### Pausing a job\n${fence('sh', 'echo paused')}\n### Killing a job\n${fence('sh', 'echo killed')}`,
  );
  const { out, code } = await start('book.md', '--procedure', 'Killing a job', '--yes').ended;
  expect(out).toMatch(/^logged-in\n[^]*^killed$/m);
  expect(out).not.toMatch(/^(?:started|paused)$/m);
  expect(out).toContain('(not chosen: this run goes "Killing a job", which leaves this out)');
  expect(code).toBe(0);
});
