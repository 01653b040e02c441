import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const fence = (language: string, body: string): string => `\`\`\`${language}\n${body}\n\`\`\`\n`;
const read = (text: string): { kinds: string[]; asked: string[] } => {
  const { steps, blocks, placeholders } = parseRunbook(`# Clean up\n\n${text}`);
  const all = [...steps.flatMap((step) => step.blocks), ...blocks].sort((a, b) => a.line - b.line);
  return { kinds: all.map(({ kind }) => kind), asked: placeholders.map(({ name }) => name) };
};
const removes = fence('sh', 'rm -rf "$DATADIR/$TARGET"');

test.each([
  ['without a language', fence('', 'DATADIR=/var/lib/x\nTARGET=old')],
  [
    'tagged as text, with a comment',
    `Choose:\n\n${fence('text', '# where\nDATADIR="/var/lib/x y"\nTARGET=old # which')}`,
  ],
  ['in two fences', fence('', 'DATADIR=/srv') + '\n' + fence('', 'export TARGET=old')],
])('assignments that commands below read are typed: %s', (_, settings) => {
  const { kinds, asked } = read(`${settings}\n${removes}`);
  expect(new Set(kinds)).toEqual(new Set(['command']));
  expect(asked).toEqual([]);
});

test.each([
  ['a file by its tag', fence('ini', 'DATADIR=/srv\nTARGET=old')],
  ['a file by its lead', `Put this into \`.env\`:\n\n${fence('', 'DATADIR=/srv\nTARGET=old')}`],
  ['a file in spite of its tag', `In \`app.conf\`, set:\n\n${fence('sh', 'DATADIR=/srv\nTARGET=old')}`],
  ['a program of another language', fence('python {kind=command}', 'DATADIR="/srv"\nTARGET="old"')],
])('what only a file sets is asked for: %s', (_, settings) => {
  expect(read(`${settings}\n${removes}`).asked).toEqual(['DATADIR', 'TARGET']);
});

test('assignments that nothing below reads stay what they were', () => {
  expect(read(`${fence('', 'DATADIR=/srv')}\n${fence('sh', 'uptime')}`).kinds).toEqual(['config', 'command']);
  expect(read(`${removes}\n${fence('', 'DATADIR=/srv')}`).kinds).toEqual(['command', 'config']);
});

test.each([
  'Edit `deploy.sh`, find the variables and change them, e.g.',
  'Then add to `.env`:',
  'Put this in your profile:',
  'Put this in:',
  'Append to the end of `~/.bashrc`:',
  'Edit values.sh. Find the line with the region, e.g.:',
  'Open `config.sh` and set the following:',
])('assignments that go into a file are by hand, whatever their tag: %s', (lead) => {
  expect(read(`${lead}\n\n${fence('bash', 'export DATADIR=/srv\nTARGET=old')}\n${removes}`)).toEqual({
    kinds: ['config', 'command'],
    asked: ['DATADIR', 'TARGET'],
  });
});

test.each([
  ['Set the variables:', 'export DATADIR=/srv\nTARGET=old'],
  ['Edit `deploy.sh`, then run:', 'export DATADIR=/srv\nTARGET=old'],
  ['Add the variables to your shell:', 'export DATADIR=/srv\nTARGET=old'],
  ['Edit `deploy.sh`, e.g.', 'DATADIR=/srv; TARGET=old; sed -i s,a,b, deploy.sh'],
])('what is typed stays a command: %s', (lead, body) => {
  expect(read(`${lead}\n\n${fence('bash', body)}\n${removes}`)).toEqual({ kinds: ['command', 'command'], asked: [] });
});
