import { describe, expect, it } from 'vitest';
import { choicesOf } from '../../src/surroundings/ways.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string): string => `\`\`\`sh\n${command}\n\`\`\`\n\n`;
const page = (...parts: readonly (readonly [string, string])[]): string =>
  `# T\n\n## Set it up\n\n${parts.map(([title, command]) => `### ${title}\n\n${sh(command)}`).join('')}`;
const ways = (text: string): string[][] =>
  choicesOf(parseRunbook(text)).map((choice) => choice.ways.map(({ name }) => name));

describe('sections that exclude each other by their titles', () => {
  it.each([
    [
      ['Same device path on both nodes', './setup.sh -d /dev/a'],
      ['Different device paths per node', './setup.sh -e b'],
    ],
    [
      ['Single disk', './setup.sh -d /dev/a'],
      ['Multiple disks', 'sudo ./setup.sh -e b'],
    ],
    [
      ['With a TLS certificate', 'app init --cert c'],
      ['Without a certificate', 'app init'],
    ],
    [
      ['Swap the mail client', 'docker compose down mail'],
      ['Swap the chat client', 'docker compose down chat'],
    ],
    [
      ['Full cluster reset (all.sh)', './all.sh'],
      ['Network reset (net.sh)', 'ip link delete vxlan'],
    ],
    [
      ['Replace the mail server', 'a x'],
      ['Replace the chat server', 'b x'],
    ],
  ] as const)('%j', (one, other) => {
    expect(ways(page(one, other))).toEqual([[one[0], other[0]]]);
  });

  it('also where the section around them begins with steps of its own', () => {
    const text = page(['Swap the mail client', 'docker stop a'], ['Swap the chat client', 'docker stop b']);
    expect(ways(text.replace('## Set it up\n', '## Set it up\n\n1. Copy the file.\n2. Restart it.\n'))).toHaveLength(1);
  });

  it.each([
    [
      ['Same device path on both nodes', './setup.sh -d /dev/a'],
      ['Different output', 'cat log'],
    ],
    [
      ['Upgrade the mail client', 'a x'],
      ['Upgrade the chat client', 'b x'],
    ],
    [
      ['Replace the first server', 'a x'],
      ['Replace the second server', 'b x'],
    ],
    [
      ['Step 1: swap the mail client', 'a x'],
      ['Step 2: swap the chat client', 'b x'],
    ],
    [
      ['Reset the password', 'a x'],
      ['Reset the cache', 'b x'],
    ],
  ] as const)('not %j', (one, other) => expect(ways(page(one, other))).toEqual([]));
});

it('a way behind "or" goes on where it is followed by more', () => {
  const text = `# T\n\nEither in one:\n\n${sh('d --rebuild')}Or as two:\n\n${sh('d stop')}followed by a start:\n\n${sh('d start')}`;
  const [choice] = choicesOf(parseRunbook(text));
  expect(choice?.ways.map(({ line, endLine }) => endLine - line)).toEqual([2, 8]);
  const apart = text.replace('followed by a start:', 'Look at it:');
  expect(choicesOf(parseRunbook(apart))[0]?.ways.map(({ line, endLine }) => endLine - line)).toEqual([2, 2]);
});

describe('two blocks below a title that names both', () => {
  const both = (title: string, one: string, other: string): string => `# T\n\n## ${title}\n\n${sh(one)}${sh(other)}`;
  it.each([
    ['Disable & enable a service', 'svc set --disable node-0', 'svc set --enable node-0'],
    ['Force down and up', 'svc set --down node-0', 'svc set --up node-0'],
    ['Locking / unlocking a user', 'app user lock bob', 'app user unlock bob'],
  ])('%s', (title, one, other) => expect(ways(both(title, one, other))).toHaveLength(1));

  it.each([
    ['Stop and start the service', 'systemctl stop a', 'systemctl start a'],
    ['Disable a service', 'svc set --disable node-0', 'svc set --enable node-0'],
    ['Enable it and disable the old one', 'svc set --enable node-0', 'svc set --disable node-1'],
  ])('not %s', (title, one, other) => expect(ways(both(title, one, other))).toEqual([]));
});
