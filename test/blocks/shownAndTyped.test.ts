import { describe, expect, it, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import type { Block } from '../../src/blocks/model.ts';

/** The blocks of a text, in order. */
function blocks(text: string): readonly Block[] {
  const { steps, blocks: loose } = parseRunbook(text);
  return [...steps.flatMap((step) => step.blocks), ...loose].sort((a, b) => a.line - b.line);
}

const fence = (content: string, language = ''): string => `\`\`\`${language}\n${content}\n\`\`\`\n`;
const one = (content: string, lead = '', language = ''): Block =>
  blocks(`# T\n\n${lead}\n\n${fence(content, language)}`)[0]!;

describe('content of files is none of commands', () => {
  it.each([
    ['fish', 'set -gx EDITOR vim\nif test -d ~/bin\n    set -x PATH ~/bin $PATH\nend'],
    ['functions of fish', 'function ll\n    ls -l $argv\nend'],
    ['directives of a server', 'ssl_certificate /etc/ssl/x.pem;\nssl_certificate_key /etc/ssl/x.key;'],
  ])('%s', (_, content) => expect(one(content).kind).toBe('config'));

  it.each([
    ['edit it as shown', 'Open the file and edit it as shown:'],
    ['change the section to look so', 'Then change the section to look like this:'],
  ])('below "%s"', (_, lead) =>
    expect(one('node_exporter --web.listen-address=:9100\nset foo bar', lead).kind).toBe('config'),
  );

  it.each([
    ['an editor', 'vi /etc/hosts', 'Open the file and edit it as shown:'],
    ['a loop', 'for i in 1 2; do\n  echo $i\ndone', ''],
    ['commands that a semicolon ends', 'cd /srv;\nmake install;', ''],
    ['a condition', 'if test -d a; then\n  rm -r a\nfi', ''],
    ['a command', 'kubectl get pods', 'Check that the service is up as shown:'],
  ])('but not %s', (_, content, lead) => expect(one(content, lead).kind).toBe('command'));

  test('and a server block goes into no query console', () => {
    expect(one('server {\n  listen 80;\n  location / {\n    root /srv;\n  }\n}').goesInto).toBeUndefined();
  });
});

describe('below a heading that announces output', () => {
  const kinds = (heading: string, content: string, lead = ''): string =>
    blocks(
      `# T\n\n## Look\n\n${fence('rabbitmqctl list_queues', 'bash')}\n### ${heading}\n\n${lead}\n\n${fence(content)}`,
    )[1]!.kind;

  it.each(['Example output', 'Sample Output', 'Expected result', 'Output'])('"%s" is shown, not typed', (heading) => {
    expect(kinds(heading, 'systemctl status nginx\ndocker ps')).toBe('output');
    expect(kinds(heading, '$ kubectl get pods\nNAME')).toBe('output');
  });

  it('what a sentence asks for is typed, and "Output the logs" announces nothing', () => {
    expect(kinds('Example output', 'systemctl status nginx', 'Run it again:')).toBe('command');
    expect(kinds('Output the logs', 'journalctl -u nginx')).toBe('command');
    expect(kinds('Example', 'systemctl status nginx')).toBe('command');
  });
});

describe('prompts that nobody knows', () => {
  it.each([
    ['%', '% frobctl status\nok: running\n% frobctl stop\nstopped', ['frobctl status', 'frobctl stop']],
    [
      'a login shell',
      '-bash-4.2$ patronictl list\n+ Cluster\n-bash-4.2$ patronictl failover',
      ['patronictl list', 'patronictl failover'],
    ],
    ['a host', 'db7# frobctl status\nok: running\ndb7# frobctl stop', ['frobctl status', 'frobctl stop']],
  ])('that come again are those of a shell: %s', (_, content, commands) =>
    expect(one(content).commands).toEqual(commands),
  );

  it.each([
    ['opened above', '$ frobsh\nfrob> use x\nfrob> drop y\nok', ['use x', 'drop y']],
    [
      'with a star',
      '# asterisk -r\nhost*CLI> core show channels\nhost*CLI> core restart now',
      ['core show channels', 'core restart now'],
    ],
    [
      'in brackets',
      '$ zkCli.sh\n[zk: localhost:2181(CONNECTED) 0] ls /\n[zk: localhost:2181(CONNECTED) 1] deleteall /x',
      ['ls /', 'deleteall /x'],
    ],
  ])('keep every line for their console: %s', (_, content, inner) => expect(one(content).inner).toEqual(inner));

  test('a device that shows two marks is a console, with nothing to run here', () => {
    const block = one('router> enable\nrouter# show version\nCisco IOS');
    expect([block.kind, block.commands]).toEqual(['config', []]);
  });

  it.each([
    ['remarks', '% this is a remark of the author\n% and this is another one'],
    ['once', 'frob> use x'],
    ['a quote', 'a> the first thing that they said\na> and the second thing that they said'],
  ])('but not %s', (_, content) => expect(one(content).commands).toEqual([]));
});

test('a remark behind the backslash goes, and the lines stay one command', () => {
  expect(one('foo --a \\    # first\n    --b \\ # second\n    --c', '', 'bash').commands).toEqual([
    'foo --a \\\n    --b \\\n    --c',
  ]);
  expect(one('foo --a \\\n    --b', '', 'bash').commands).toEqual(['foo --a \\\n    --b']);
});

test('"Navigate to the node\'s terminal" means another machine; "the terminal" does not', () => {
  const place = (lead: string): string | undefined => one('kubeadm reset', lead, 'bash').place?.kind;
  expect(place('Navigate to master-1 terminal and execute:')).toBe('elsewhere');
  expect(place('Go to the worker terminal and run:')).toBe('elsewhere');
  for (const lead of [
    'Navigate to the terminal and execute:',
    'Go to your terminal and run:',
    'Switch to a new terminal and run:',
  ])
    expect(place(lead), lead).toBeUndefined();
});

describe('what a program reports below a call, and what is typed into it', () => {
  const commandsOf = (content: string): readonly string[] => one(content, '', 'bash').commands;

  test('a report in parts that it heads', () => {
    expect(commandsOf('brew upgrade redis\n==> Caveats\nTo restart redis:\n  brew services restart redis')).toEqual([
      'brew upgrade redis',
    ]);
    expect(commandsOf('brew upgrade redis\n==> Caveats\n  brew cleanup redis\n# Then check\nredis-cli ping')).toEqual([
      'brew upgrade redis',
      'redis-cli ping',
    ]);
    expect(commandsOf('a=1\n[[ $a == 1 ]] && ls\nbrew cleanup redis')).toHaveLength(3);
  });

  test('a store is asked within its client', () => {
    expect(one('redis-cli -h db-1 -p 6379\nFLUSHALL\nKEYS *', '', 'bash')).toMatchObject({
      commands: ['redis-cli -h db-1 -p 6379'],
      inner: ['FLUSHALL', 'KEYS *'],
    });
    expect(one('valkey-cli\nflushall', '', 'bash').inner).toEqual(['flushall']);
    expect(commandsOf('redis-cli ping\nKEYS=a\nsystemctl restart redis')).toHaveLength(3);
    expect(commandsOf('redis-cli\nsystemctl restart redis')).toHaveLength(2);
  });
});

describe('what a program made is looked at, and what a file would look like is written', () => {
  it.each([
    'Generated script:',
    'The rendered unit file looks like this:',
    'Resulting SQL file:',
    'The tool writes a wrapper, which produces:',
    'This generates:',
  ])('made: %s', (lead) => expect(one('systemctl stop app', lead, 'bash').kind).toBe('output'));

  it.each(['The wrapper script would look like:', 'An example crontab could look like this:'])('a file: %s', (lead) =>
    expect(one('systemctl stop app', lead, 'bash').kind).toBe('config'),
  );

  it.each([
    ['The command would look like this:', 'kubectl delete pod app-1'],
    ['Run the generated script:', 'bash out.sh'],
    ['The generated script can be run now:', 'sh ./deploy.sh'],
    ['Look at the file that this produces:', 'cat out.sql'],
    ['Generated script:', '$ ./make-script > out.sh'],
  ])('but a command is typed: %s', (lead, content) => expect(one(content, lead, 'bash').kind).toBe('command'));
});
