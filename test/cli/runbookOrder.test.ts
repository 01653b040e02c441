import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, onTerminal, start, readyRunbookProcess } from './runbookProcess.ts';

readyRunbookProcess();

const fence = (tag: string, code: string): string => `\n\`\`\`${tag}\n${code}\n\`\`\`\n`;
const mixed = (): Promise<void> =>
  writeFile(
    join(folder, 'book.md'),
    '# Book\n\n## Deploy\n\n' +
      `${fence('sh', 'echo first')}\nWrite this to \`/etc/app.yaml\`:\n${fence('yaml', 'a: 1')}\nThen:\n${fence('sh', 'echo second')}`,
  );

test('what is done by hand stands among the commands, dry and run', async () => {
  await mixed();
  const order = /\$ echo first[^]*by hand: write this to \/etc\/app\.yaml[^]*a: 1[^]*\$ echo second/;
  expect((await start('book.md', '--dry-run').ended).out).toMatch(order);
  const { code, out } = await start('book.md', '--yes').ended;
  expect(out).toMatch(order);
  expect(code).toBe(0);
});

test('without a terminal a run stops at it, before the commands below', async () => {
  await mixed();
  const { code, out, err } = await start('book.md').ended;
  expect(code).toBe(2);
  expect(out).toContain('first\n');
  expect(out).not.toContain('second');
  expect(err).toMatch(/Line \d+ is done by hand before the commands below it\./);
});

test('a sentence above a command that people follow stops a run as what is below one does', async () => {
  await writeFile(
    join(folder, 'book.md'),
    `# Book\n\n1. Begin.\n\n   Ask the DBA to fail over first.\n${fence('sh', 'echo second').replace(/^/gm, '   ')}`,
  );
  const order = /by hand: Ask the DBA to fail over first\.[^]*\$ echo second/;
  const dry = await start('book.md', '--dry-run').ended;
  expect(dry.out).toMatch(order);
  expect(dry.out).toMatch(/A run would stop or need you here:[^]*by hand: Ask the DBA/);
  const held = await start('book.md').ended;
  expect(held).toMatchObject({ code: 2 });
  expect(held.out).not.toContain('\nsecond');
  expect((await start('book.md', '--yes').ended).out).toMatch(order);
});

test.runIf(process.platform === 'linux' && existsSync('/usr/bin/script'))('on a terminal it asks', async () => {
  await mixed();
  const run = onTerminal('book.md');
  await run.prints('Done? [y/N] ');
  run.child.stdin!.write('y\r');
  expect((await run.ended).out).toContain('second\r\n');
});

test('what never ends runs beside the commands after it, and ends with the run', async () => {
  const mark = join(folder, 'a-file-to-follow');
  await writeFile(join(folder, 'book.md'), `# Book\n${fence('bash', `touch ${mark}\ntail -f ${mark}\necho second`)}`);
  const { code, out } = await start('book.md', '--yes').ended;
  expect(out).toContain('\nsecond\n');
  expect(code).toBe(0);
  expect(execFileSync('/bin/ps', ['-eo', 'args'], { encoding: 'utf8' })).not.toContain(`tail -f ${mark}`);
});

test('the result is that of the commands after it; one that fails in the background has not passed', async () => {
  await writeFile(join(folder, 'book.md'), `# Book\n${fence('bash', 'tail -f /dev/null\nexit 3')}`);
  expect(await start('book.md', '--yes').ended).toMatchObject({ code: 1 });
  await writeFile(join(folder, 'book.md'), `# Book\n${fence('bash', 'tail -f /no/such/file')}`);
  expect(await start('book.md', '--yes').ended).toMatchObject({ code: 1 });
});

test.runIf(process.platform === 'linux' && existsSync('/usr/bin/script'))(
  'what is by hand in a case is asked about where the case is given, and not where it is not',
  async () => {
    await writeFile(
      join(folder, 'book.md'),
      `# Book\n\n## Promote\n${fence('sh', 'echo first')}\nIf the primary is down:\n\nTell the DBA.\n${fence('sh', 'touch a && echo promoted')}`,
    );
    const given = onTerminal('book.md');
    for (const [shown, answer] of [
      [/If the primary is down[^]*\[y\/N\] /, 'y'],
      [/by hand: Tell the DBA\.\)[^]*Done\? \[y\/N\] /, 'n'],
    ] as const) {
      await expect.poll(given.out, { timeout: 60_000, interval: 20 }).toMatch(shown);
      given.child.stdin!.write(`${answer}\r`);
    }
    expect((await given.ended).out).not.toContain('\npromoted');
    const not = onTerminal('book.md');
    await expect.poll(not.out, { timeout: 60_000, interval: 20 }).toMatch(/If the primary is down[^]*\[y\/N\] /);
    not.child.stdin!.write('n\r');
    expect((await not.ended).out).not.toContain('Tell the DBA');
  },
);
