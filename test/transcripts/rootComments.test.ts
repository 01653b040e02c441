import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const commands = (tag: string, text: string): readonly string[] =>
  parseRunbook(`# Book\n\n\`\`\`${tag}\n${text}\n\`\`\`\n`).steps.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.kind === 'command' ? block.commands : [])),
  );

describe('a comment above a program that nobody knows', () => {
  it.each([
    ['# rm -rf old may fail, that is fine\nmytool reset', ['mytool reset']],
    ['# for all users\nkl get a\n# for one\nkl get b', ['kl get a', 'kl get b']],
    ['# wait for all pods\nkl get pods', ['kl get pods']],
    ['# test the connection\nmyclient ping', ['myclient ping']],
    ['# reboot web-1\nmyctl reboot web-1', ['myctl reboot web-1']],
  ])('is none of root, in a script: %j', (text, expected) => {
    for (const tag of ['bash', 'sh']) expect(commands(tag, text)).toEqual(expected);
  });

  it.each([
    '# rm -rf old may fail, that is fine\nmytool reset',
    '# wait for all pods\nkl get pods',
    '# for all users\nkl get a',
  ])('is never run, whatever the block is called: %j', (text) => {
    for (const tag of ['bash', '', 'console', 'text'])
      expect(commands(tag, text).filter((one) => /rm -rf|wait for|for all/.test(one))).toEqual([]);
  });

  it.each([
    [
      '# systemctl restart nginx\n# systemctl status nginx\n● nginx.service',
      ['systemctl restart nginx', 'systemctl status nginx'],
    ],
    ['# yum install -y foo\nLoaded plugins: fastestmirror\nComplete!', ['yum install -y foo']],
    ['# for h in a b; do ping -c1 $h; done', ['for h in a b; do ping -c1 $h; done']],
  ])('look-alikes: what root typed stays a command: %j', (text, expected) => {
    for (const tag of ['bash', 'console']) expect(commands(tag, text)).toEqual(expected);
  });
});
