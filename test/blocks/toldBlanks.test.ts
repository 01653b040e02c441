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

test('a letter that stands for one of several', () => {
  expect(blanks('ssh db-N uptime', 'Replace N with the number of the database.')).toEqual(['N']);
  expect(blanks('./restart.sh shardN', 'Run it, replacing `N` with its number:')).toEqual(['N']);
  expect(blanks('systemctl restart archerdb-N')).toEqual(['N']);
  expect(blanks('ssh nodeN sudo reboot')).toEqual(['N']);
  expect(blanks('curl http://web-X.prod.local/health')).toEqual(['X']);
  expect(blanks('curl http://web-X.example.com/health')).toEqual(['web-X.example.com']);
  // A file is called so, a pod counts no letters, and the shell sets its own.
  expect(blanks('cat key-N.txt')).toEqual([]);
  expect(blanks('kubectl cp web-N.txt web-1:/tmp')).toEqual([]);
  expect(blanks('N=3\nhead -n $N app.log')).toEqual([]);
  expect(blanks('git log HEAD~N..HEAD')).toEqual([]);
  expect(blanks('redis-cli -N ping', 'Replace N with a number.')).toEqual([]);
});

test('an identifier is what its name says', () => {
  expect(blanks('aws rds reboot-db-instance --db-instance-identifier RDS_INSTANCE_IDENTIFIER')).toEqual([
    'RDS_INSTANCE_IDENTIFIER',
  ]);
  expect(blanks('aws rds describe-db-instances --db-instance-identifier orders-1')).toEqual([]);
});
