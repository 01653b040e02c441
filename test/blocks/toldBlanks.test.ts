import { expect, test } from 'vitest';
import { readBlocks } from '../../src/blocks/blocks.ts';
import { readMarkdown } from '../../src/markdown/markdown.ts';

const blanks = (command: string, lead = '', tag = 'bash'): string[] =>
  readBlocks(readMarkdown(`${lead}\n\n\`\`\`${tag}\n${command}\n\`\`\`\n`, { inlines: false }).nodes).blocks.flatMap(
    ({ placeholders }) => placeholders.map(({ name }) => name),
  );

test('a shell tells $hostname from $HOSTNAME', () => {
  expect(blanks('passwd -d $username')).toEqual(['username']);
  expect(blanks('ansible-playbook playbooks/$hostname.yml')).toEqual(['hostname']);
  expect(blanks('ssh ${user}@web uptime')).toEqual(['user']);
  expect(blanks('echo $HOSTNAME $USER')).toEqual([]);
  expect(blanks('cd $home', '', 'powershell')).toEqual([]);
  expect(blanks('hostname=web-1\nssh $hostname uptime')).toEqual([]);
});

test('a word that a remark or the sentence above says to replace is a blank', () => {
  expect(blanks('# (replace "RECIPIENT" with your email)\ngpg -r RECIPIENT -e new-pw')).toEqual(['RECIPIENT']);
  expect(blanks('gpg -r someone -e new-pw', "Run this, replacing 'someone' with your key:")).toEqual(['someone']);
  expect(blanks('gpg -r RECIPIENT -e new-pw', 'Substitute RECIPIENT by your key:')).toEqual(['RECIPIENT']);
  expect(blanks('systemctl restart nginx', 'Change http to https, then run:')).toEqual([]);
  expect(blanks('LEVEL=2 make x', 'Change LEVEL to what you like:')).toEqual([]);
});

test('what is left out behind an option, and addresses named after what they are', () => {
  expect(blanks('bosh create-env a.yml \\\n -o ... additional ops files \\\n -v ... additional vars')).toEqual([
    '... additional ops files',
    '... additional vars',
  ]);
  expect(blanks('bosh upload-stemcell https://stemcells_url --fix')).toEqual(['https://stemcells_url']);
  expect(blanks('curl -f https://api_host/health')).toEqual(['api_host']);
  expect(blanks('curl -f http://web_app:8080/health')).toEqual([]);
});
