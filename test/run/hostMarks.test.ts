import { expect, test } from 'vitest';
import { shellOpenedBefore } from '../../src/run/openedShell.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const code = (command: string): string => `\n\n   \`\`\`sh\n   ${command}\n   \`\`\`\n\n`;
const read = (text: string) => {
  const runbook = parseRunbook(`# T\n\n## S\n\n${text}`);
  const blocks = runbook.steps.flatMap((step) => step.blocks);
  return {
    titles: runbook.steps.map(({ title }) => title),
    held: blocks.map((one) => shellOpenedBefore(runbook, one)),
  };
};

test('the prompt in front of a title names another machine, and is no part of the title', () => {
  const { titles, held } = read(
    `1. (\`db1#\`) Stop it.${code('systemctl stop a')}2. (\`db1#\`) Start it.${code('systemctl start a')}3. (\`ncn-m002#\` or \`pit#\`) Go on.${code('kubectl get nodes')}`,
  );
  expect(titles).toEqual(['Stop it.', 'Start it.', 'Go on.']);
  // One answer is for all of one machine.
  expect(held.map((one) => one?.block)).toEqual(['The mark (db1#)', 'The mark (db1#)', 'The mark (ncn-m002# or pit#)']);
});

test('so does one in front of the sentence that leads into a block', () => {
  const { held } = read(
    '(`ncn-mw#`) Disable it:\n\n```sh\nsystemctl stop a\n```\n\n(`web1$`) And:\n\n```sh\nls\n```\n',
  );
  expect(held.map((one) => one?.command)).toEqual(['The mark (ncn-mw#)', 'The mark (web1$)']);
});

test('what looks alike names none', () => {
  for (const title of [
    '(#12) Stop it.',
    '(optional) Stop it.',
    '(issue #12) Stop it.',
    '(C#) Build it.',
    '(`local#`) Stop it.',
  ]) {
    const { held } = read(`1. ${title}${code('systemctl reload a')}`);
    expect(held).toEqual([undefined]);
  }
  expect(read(`1. (\`local#\`) Stop it.${code('systemctl reload a')}`).titles).toEqual(['Stop it.']);
});
