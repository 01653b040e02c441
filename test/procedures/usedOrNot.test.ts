import { describe, expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { choicesOf } from '../../src/surroundings/ways.ts';

const sh = (command: string): string => `\n\`\`\`bash\n${command}\n\`\`\`\n`;
const leads = (one: string, other: string): string => `${one}\n${sh('yarn deploy a')}\n${other}\n${sh('make b')}`;
const heads = (one: string, other: string): string =>
  `### ${one}\n${sh('yarn deploy a')}\n### ${other}\n${sh('make b')}`;
const named = (text: string, ...commands: readonly string[]): string => `${text}\n\n${commands.map(sh).join('')}`;
const ways = (text: string): readonly (readonly string[])[] =>
  choicesOf(parseRunbook(`# Site\n\n## Deploy\n\n${text}`)).map((choice) => choice.ways.map(({ name }) => name));

describe('one of two is meant', () => {
  test.each([
    ['using and not using', leads('Using SSH:', 'Not using SSH:')],
    ['the other one first', leads('Not using SSH:', 'Using SSH:')],
    ['using and without', leads('Using SSH:', 'Without SSH:')],
    ['when using it', leads('When using a proxy, run:', 'When not using a proxy, run:')],
    ['one of them by the reader', leads('Using a proxy:', 'If you do not use a proxy:')],
    ['headings', heads('Using SSH', 'Not using SSH')],
    ['with and without', leads('With Docker:', 'Without Docker:')],
    ['package managers', leads('Using npm:', 'Using yarn:')],
    ['systems', leads('On Ubuntu:', 'On Fedora:')],
    ['conditions', leads('If you use SSH:', 'If you do not use SSH:')],
  ])('%s', (_, text) => expect(ways(text)).toHaveLength(1));
});

describe('both have their turn', () => {
  test.each([
    ['two things that are used', leads('Using the key of the host:', 'Not using the cache:')],
    ['used twice', leads('Using SSH, copy it:', 'Using SSH, restart it:')],
    ['what is used, and a check', leads('Using SSH:', 'Check that it does not use SSH:')],
    ['used, then no longer', leads('Using SSH:', 'Then, no longer using SSH:')],
  ])('%s', (_, text) => expect(ways(text)).toEqual([]));
});

const install = (name: string): string => `sudo apt-get install ${name}`;

test.each([
  ['a heading', named('### Docker or podman\n\nWe support both.', install('docker curl'), install('podman'))],
  ['a sentence', named('Install Docker or Podman:', install('docker'), install('podman'))],
  ['verbs', named('### Restart or reset web', 'systemctl restart web', 'web-ctl reset web')],
  [
    'an item',
    `1. Install Docker or Podman\n${sh(install('docker')).replace(/^(?=.)/gm, '   ')}\n${sh(install('podman')).replace(/^(?=.)/gm, '   ')}`,
  ],
  [
    'more below',
    `${named('### Docker or Podman', install('docker'), install('podman'))}\nThen:\n${sh('sysctl -w a=1')}`,
  ],
])('"or" in %s, and a block for each', (_, text) => {
  expect(ways(text)).toHaveLength(1);
});

test('and three of them are three ways', () => {
  const text = named('### Nginx, Caddy or Traefik', install('nginx'), install('caddy'), install('traefik'));
  expect(ways(text)).toEqual([['Nginx', 'Caddy', 'Traefik']]);
});

test.each([
  ['and', named('### Docker and podman', install('docker'), install('podman'))],
  ['blocks for one of them', named('### Docker or podman', install('docker'), 'sudo systemctl enable docker')],
  ['blocks for neither', named('### If it hangs or fails', 'systemctl stop web', 'systemctl start web')],
  ['a block for both', named('### Docker or podman', install('docker podman'), 'podman info | grep docker')],
  ['a third block', named('### Docker or podman', install('curl'), install('docker'), install('podman'))],
  ['looks alone', named('### See nodes or pods', 'kubectl get nodes', 'kubectl get pods')],
])('no choice: %s', (_, text) => expect(ways(text)).toEqual([]));
