import { expect, test } from 'vitest';
import { readBlock } from '../../src/blocks/readBlock.ts';

const commands = (...lines: readonly string[]): readonly string[] =>
  readBlock(lines.join('\n'), 'bash', { lead: '', heading: '' }).commands;

test.each([
  '# Example output',
  '# Example output from running the above command, yours may differ',
  '# Sample output of it:',
  '# Expected output:',
])('what stands below "%s" is not run, whatever it looks like', (remark) => {
  expect(commands('brew info a', remark, 'Symlink it with', '  sudo ln -sfn /opt/a /b')).toEqual(['brew info a']);
});

test('a remark of several lines announces output by its first', () => {
  const lines = ['# Example output from running it', '# in case it changes', 'sudo ln -sfn /opt/a /b'];
  expect(commands('brew info a', ...lines)).toEqual(['brew info a']);
});

test('the report goes on behind an empty line with what is no call, and ends with a call or a remark', () => {
  const report = ['# Example output', 'Symlink it with', '  sudo ln -sfn /opt/a /b', ''];
  const more = ['If you need it first in your PATH, run:', '  echo a >> ~/.zshrc', ''];
  expect(commands('brew info a', ...report, ...more, 'brew upgrade a')).toEqual(['brew info a', 'brew upgrade a']);
  expect(commands('brew info a', ...report, '# Then', 'make a')).toEqual(['brew info a', 'make a']);
});

test.each([
  '# Example of the first',
  '# Output the logs of a',
  '# Write the sample output file',
  '# Results are in /tmp',
])('"%s" announces nothing', (remark) => {
  expect(commands('brew info a', remark, 'brew upgrade a')).toEqual(['brew info a', 'brew upgrade a']);
});

test('a heading that brew prints is no command', () => {
  expect(commands('brew info a', '==> Caveats')).toEqual(['brew info a']);
  expect(commands('brew info a', '=> done')).toEqual(['brew info a']);
});
