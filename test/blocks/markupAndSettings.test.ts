import { expect, test } from 'vitest';
import { readBlock } from '../../src/blocks/readBlock.ts';

const read = (lines: readonly string[], language = '') =>
  readBlock(lines.join('\n'), language, { lead: 'For example, for the file foo-1.0.0.tar.gz:', heading: '' });

test.each([
  [['`<a href="[preferred]/bar/foo.tar.gz">zip</a>`', "`<a href='https://a.example/foo.asc'>PGP</a>`"]],
  [['`<br/>`']],
  [['`</div>`', '`<img src=logo.png>`']],
])('HTML in back-ticks is no command: %j', (lines) => {
  for (const language of ['', 'text', 'sh']) expect(read(lines, language).commands).toEqual([]);
});

test.each(['`cat /tmp/start`', '`<input.txt sort`', '`cat <a >b`'])('what is evaluated is: %s', (line) => {
  expect(read([line]).commands).toEqual([line]);
});

test.each([
  [['host i-* mi-*', '    ProxyCommand sh -c "aws ssm start-session --target %h"', '    User ops']],
  [['Host bastion', '  HostName 10.0.0.1']],
  [['host *', '  identityfile ~/.ssh/aws', '', '# of the old site', 'match host old user ops', '  port=2222']],
])('settings of ssh are no commands, in small letters too: %j', (lines) => {
  for (const language of ['', 'sh']) expect(read(lines, language)).toMatchObject({ kind: 'config', commands: [] });
});

test.each([
  [['host example.org', 'host example.net']],
  [['host example.org', 'ping -c 1 example.org']],
  [['host -t mx example.org']],
])('a look-up of a host is: %j', (lines) => expect(read(lines).commands).toEqual(lines));
