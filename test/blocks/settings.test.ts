import { expect, test } from 'vitest';
import { readBlocks } from '../../src/blocks/blocks.ts';
import { readBlock } from '../../src/blocks/readBlock.ts';
import { readMarkdown } from '../../src/markdown/markdown.ts';

const read = (text: string, language = 'bash', lead = '') => readBlock(text, language, { lead, heading: '' });
const kinds = (text: string): string[] =>
  readBlocks(readMarkdown(text, { inlines: false }).nodes).blocks.map(({ kind }) => kind);

test.each([
  'deploy_ha_squid = true',
  'ha_squid   = true\ndual_proxy = true',
  "node_name 'adminvm'\nlog_level :info\nclient_key   '/home/a/key.pem'",
  "chef_server_url   'http://127.0.0.1:8889'\nknife[:supermarket_site] = 'https://supermarket.chef.io'",
  'object Zone "master" {\n  endpoints = [ "a" ]\n}',
  'terraform {\n  required_version = ">=1.1.9"\n}',
  'include <itl>\ninclude <plugins>',
  'assign where "hostgroup-dev" in host.groups',
  'import "generic-service"\ncheck_command = "iftraffic"',
])('%j is the content of a file', (text) => {
  expect(read(text).kind).toBe('config');
});

test.each([
  'setup_db one\nsetup_db two',
  'f() {\n  ls\n}\nf',
  'if true; then {\n  ls\n}\nfi',
  'test a = b && ls',
  'pg_isready\npg_dump shop',
  'restart_all now',
])('%j is run', (text) => {
  expect(read(text).kind).toBe('command');
});

test('the usage of a program is a reference, its examples are not', () => {
  const usage =
    'tool mirror-add <NAME> <IP>\n\ntool mirror-del [NAME]         remove mirrors\nkubectl list   print mirrors';
  expect(read(usage, 'txt', 'Here is the command usage:').kind).toBe('other');
  expect(read('kubectl get a    show all pods\nkubectl delete a    remove one pod').kind).toBe('other');
  expect(read('kubectl get a    # show all pods\nkubectl delete a    # remove one pod').commands).toHaveLength(2);
});

test('what is shown below an editor is typed into it', () => {
  const edit = read('vim /etc/zones.conf\n\nobject Zone "master" {\n  ...\n}\n\nsystemctl reload app');
  expect(edit.commands).toEqual(['vim /etc/zones.conf', 'systemctl reload app']);
  expect(edit.inner).toEqual(['object Zone "master" {', '...', '}']);
  expect(read('vim a.conf\ninclude <nscp>\nhost_name = "a"').inner).toEqual(['include <nscp>', 'host_name = "a"']);
  expect(read('vim app.env\nLIMIT=5').inner).toEqual(['LIMIT=5']);
  expect(read('vim a.yaml\ntask talos:apply-config').commands).toHaveLength(2);
  expect(read('vim a.yaml\nexport A=b').commands).toHaveLength(2);
});

test('a variable that is specified in a file an earlier command made is not exported here', () => {
  const made = (file: string): string => `\`\`\`bash\n${file}\n\`\`\`\n\n`;
  const set = '\n\n```bash\nexport URI="mongodb://a"\n```\n';
  expect(kinds(`${made('vim /etc/sysconfig/app-cron')}Specify the variable in \`app-cron\`:${set}`)).toEqual([
    'command',
    'config',
  ]);
  expect(kinds(`${made('touch limits')}Set the variable in the \`limits\`:${set}`)).toEqual(['command', 'config']);
  expect(kinds(`Specify the variable in the app-cron file:${set}`)).toEqual(['config']);
  expect(kinds(`${made('vim app-cron')}Specify the variable:${set}`)).toEqual(['command', 'command']);
  expect(kinds('Add this to the override:\n\n```\nWatchdogSec=30s\n```\n')).toEqual(['config']);
  expect(kinds('Run:\n\n```\nLimit=5 make x\n```\n')).toEqual(['command']);
});
