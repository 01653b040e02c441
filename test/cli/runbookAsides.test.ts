import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folder, start, readyRunbookProcess } from './runbookProcess.ts';

readyRunbookProcess();

const fence = (code: string): string => `\n\`\`\`sh\n${code}\n\`\`\`\n`;
const save = (text: string): Promise<void> => writeFile(join(folder, 'book.md'), `# Book\n${text}`);

test('--yes runs neither what the text forbids nor its examples nor its branches', async () => {
  await save(
    `\n## Go\n${fence('touch a && echo main')}\nBad:\n${fence('touch b && echo bad')}\n` +
      `If anything goes wrong:\n${fence('touch c && echo back')}\n` +
      `## Never use these commands\n${fence('touch d && echo never')}\n## End\n${fence('touch e && echo end')}`,
  );
  const { code, out } = await start('book.md', '--yes').ended;
  expect(out).toMatch(/^main$[^]*^end$/m);
  expect(out).not.toMatch(/^(?:bad|back|never)$/m);
  expect(out).toContain('the runbook says not to run this ("Bad:"): not run automatically');
  expect(code).toBe(0);
  expect((await start('book.md', '--dry-run').ended).out).toContain(
    'only meant where this holds ("If anything goes wrong:")',
  );
});

test('a branch runs where its step is asked for, what is forbidden does not', async () => {
  await save(
    `\n## Go\n${fence('touch a')}\n## Rollback {#rollback}\n${fence('touch c && echo back')}\n## Never run this {#never}\n${fence('touch d && echo never')}`,
  );
  expect((await start('book.md', '--yes', '--step', 'rollback').ended).out).toMatch(/^back$/m);
  expect((await start('book.md', '--yes', '--step', 'never').ended).out).not.toMatch(/^never$/m);
});

test('a dry run shows the whole way, and tells what a run would ask about first', async () => {
  await save(`\n## One\n${fence('rm -r ./data')}\n## Two\n${fence('sudo reboot')}\n## Three\n${fence('echo end')}`);
  const { code, out } = await start('book.md', '--dry-run').ended;
  expect(code).toBe(0);
  expect(out).toMatch(/^\$ rm -r \.\/data$[^]*^\$ sudo reboot$[^]*^\$ echo end$/m);
  expect(out).toMatch(/A run would stop or need you here:\n {2}One: asks first: [^\n]*\n {2}Two: asks first: [^\n]*\n/);
  expect((await start('book.md', '--dry-run', '--yes').ended).out).not.toContain('asks first');
});

test('--yes answers no case: neither of the only step nor where the text says when to skip one', async () => {
  await save(
    `\n## Free\n\nIf the disk is full, run:\n${fence('touch a && echo freed')}` +
      `## Off {#off}\n\nSkip this step if the node is for staging.\n${fence('touch b && echo stopped')}` +
      `## Look\n\nIf it is slow, look:\n${fence('echo looked')}## End\n${fence('touch c && echo ended')}`,
  );
  const { code, out } = await start('book.md', '--yes').ended;
  expect(out).not.toMatch(/^(?:freed|stopped)$/m);
  expect(out).toMatch(/^looked$[^]*^ended$/m);
  expect(out).toContain('Only meant where this holds: "If the disk is full, run:": not run automatically');
  expect(out).toContain('The runbook says: "Skip this step if the node is for staging.": not run automatically');
  expect(code).toBe(0);
  expect((await start('book.md', '--yes', '--step', 'off').ended).out).toMatch(/^stopped$/m);
});

test('without a terminal, the refusal of what is meant for a case names what would run it', async () => {
  const refused = async (text: string, ...more: string[]): Promise<string> => {
    await save(text);
    const { code, err } = await start('book.md', ...more).ended;
    expect(code).toBe(2);
    return err;
  };
  const skip = 'Skip this step if the node is for staging.';
  const off = `\n## Off {#off}\n\n${skip}\n${fence('touch b && echo stopped')}`;
  expect(await refused(off)).toContain(`${skip}". Pass --yes --step off to run it without a terminal.`);
  expect((await start('book.md', '--yes', '--step', 'off').ended).out).toMatch(/^stopped$/m);
  expect(await refused(off, '--step', 'off')).toContain('Pass --yes to run it without a terminal.');
  const free = `\n## Free {#free}\n\nIf the disk is full, run:\n${fence('touch a && echo freed')}`;
  expect(await refused(free)).toContain('Pass --yes --step free to run it without a terminal.');
  expect((await start('book.md', '--yes', '--step', 'free').ended).out).toMatch(/^freed$/m);
  // A change that is for all stands beside it: the step says nothing of the case.
  const mixed = `\n## Mixed {#mixed}\n\nIf the disk is full, run:\n${fence('touch a && echo freed')}\nThen restart it:\n${fence('touch c')}`;
  expect(await refused(mixed)).toContain('Run it by hand, or in a terminal, where its case is asked about.');
  expect((await start('book.md', '--yes', '--step', 'mixed').ended).out).not.toMatch(/^freed$/m);
  expect(await refused(`\n## Go\n${fence('touch a')}`)).toContain('Pass --yes to run it without a terminal.');
  const either = `\n## Go {#go}\n${fence('touch a\n# or\ntouch b')}`;
  expect(await refused(either)).toMatch(/Run the one that you need by hand\.|Pass --choose|pass --choose/);
});
