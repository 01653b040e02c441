import { expect, test } from 'vitest';
import { readBlocks } from '../../src/blocks/blocks.ts';
import type { Block } from '../../src/blocks/model.ts';
import { readMarkdown } from '../../src/markdown/markdown.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const read = (content: string, lead = '', tag = 'sh'): Block =>
  readBlocks(readMarkdown(`${lead}\n\n\`\`\`${tag}\n${content}\n\`\`\`\n`, { inlines: false }).nodes).blocks[0]!;

test.each([
  ['- UI_BACKEND_INTERNAL=http://app:8536\n- UI_BACKEND=https://example.org', ''],
  ['- "DB_HOST=db"\n- LOG_LEVEL=debug', ''],
  ['demo-bucket /mount/point gcsfuse rw,noauto,key_file=/home/conan/account.json', ''],
  ['UUID=0a-1b /data ext4 defaults 0 2', 'Then:'],
  ['//srv/share /mnt/share cifs credentials=/root/.smb,_netdev 0 0', ''],
  ['10.0.0.5 db-1 db-1.internal\n10.0.0.6 db-2', ''],
  [
    'https://[DOMAIN]:8443 {\n    reverse_proxy https://[IP]:8080 {\n        header_up Host {host}\n    }\n}',
    'Add this:',
  ],
  ['upstream app {\n  server 10.0.0.1:80;\n}', ''],
])('%j is the content of a file', (content, lead) => {
  expect(read(content, lead).kind).toBe('config');
});

test.each([
  [
    'Restore of file:\n\nGood afternoon,\n\nWe would like to restore the latest backup of the file on "web-1".\n\nThank you,',
    '',
  ],
  ['Hi team,\n\nThe database will be down for an hour tonight.\n\nRegards', ''],
  ['Run alert testing for PR 5896', 'Ask the agent something like'],
  ['~/.local/share/app/redis', 'You can delete the data in the volume, ideally it is in'],
  ['/var/lib/app/queue', 'The files are stored in this folder:'],
  [
    'php artisan p:user:make {--email=user@example.com}\n                        {--username=myusername}',
    'Make a user:',
  ],
])('%j is nothing to run', (content, lead) => {
  const block = read(content, lead, lead.startsWith('Ask') ? 'text' : 'bash');
  expect([block.kind, block.commands]).toEqual(['other', []]);
});

test.each([
  ['mount /dev/sdb1 /data -o rw', ''],
  ['f() {\n  ls\n  pwd\n}', ''],
  ['for x in a b; do {\n  ls $x\n}\ndone', ''],
  ['~/bin/cleanup', 'Run the script that is in'],
  ['./deploy.sh', 'It is in this folder:'],
  ['mail -s "Hello team," ops@example.org < note.txt', ''],
])('%j is run', (content, lead) => {
  expect(read(content, lead).kind).toBe('command');
});

test('a call with a gap in it is still one', () => {
  const call = `near call factory.testnet  create_pool '{"id": "<poolId>", "n": 5}' --amount=4`;
  expect(read(call, 'For Testnet:', '')).toMatchObject({ kind: 'command', commands: [call] });
  expect(read('NAME   READY   --\nweb    1/1     ok', 'It prints:', '').kind).toBe('output');
});

test('"or" between commands is a choice, not a command', () => {
  const lines = 'kubectl scale deploy a -n one --replicas=1\nor\nkubectl scale deploy a -n two --replicas=1';
  expect(read(lines).commands).toEqual(lines.split('\nor\n'));
  expect(read('ls a\n-- or --\nls b').commands).toEqual(['ls a', 'ls b']);
  const caveats = parseRunbook(`# B\n\n## One\n\n\`\`\`sh\n${lines}\n\`\`\`\n`).caveats;
  expect(caveats?.map(({ kind, others }) => [kind, others?.length])).toEqual([['alternative', 1]]);
  expect(read('ls a || ls b').commands).toEqual(['ls a || ls b']);
});

test('what is typed as far as ^D is no command', () => {
  expect(read('chamber write app CLIENT_ID -\nchangeme\n^D # end of stdin')).toMatchObject({
    commands: ['chamber write app CLIENT_ID -'],
    inner: ['changeme'],
    interactive: true,
    placeholders: [],
  });
  expect(read('cat > note.txt\nls is a program\n^D')).toMatchObject({
    commands: ['cat > note.txt'],
    interactive: true,
  });
  expect(read('uptime\nls -l').interactive).toBe(false);
});

test('a prompt may name its folder', () => {
  expect(read('~/src/scripts $ ./build_image\nscripts $ ../qemu.sh\ncore@host ~ $ ...').commands).toEqual([
    './build_image',
    '../qemu.sh',
  ]);
  expect(read('~/src $ make all\n# done\n~/src $ make test').commands).toEqual(['make all', 'make test']);
  expect(read('echo $ ./x').commands).toEqual(['echo $ ./x']);
});

test.each([
  [
    'rhoas login --auth-url=https://x',
    '',
    '# This will open a browser where you have to perform an interactive login\n',
  ],
  ['php artisan p:setup', 'It shows the current values. To keep them simply press enter.', ''],
  ['./install.sh', 'You will be prompted for your password:', ''],
])('%s needs a person by what is said of it', (command, lead, comment) => {
  expect(read(comment + command, lead).interactive).toBe(true);
});

test.each([
  ['./install.sh --yes', 'You will be prompted for your password:'],
  ['./install.sh', 'This is the non-interactive mode, you are not asked for anything:'],
  ['docker exec -i db psql -U app -c "SELECT 1;"', ''],
  ['gunzip < db.sql.gz | docker compose exec -T postgres psql -U app', ''],
  ['docker exec mysql mysql -uapp shop < /tmp/db.sql', ''],
  ['docker exec -i db pg_dumpall > all.sql', ''],
])('%s needs nobody', (command, lead) => {
  expect(read(command, lead).interactive).toBe(false);
});

test('a console behind -i waits for a person', () => {
  for (const command of ['docker exec -i db psql -U app', 'docker exec -it web ls', 'kubectl exec -i web-0 -- sh'])
    expect(read(command).interactive, command).toBe(true);
});

const blanks = (content: string, lead = ''): string[] => read(content, lead).placeholders.map(({ name }) => name);

test('blanks that are glued to other words', () => {
  expect(blanks('docker exec FOLDERNAME_postgres_1 pg_dumpall > INSTANCE_NAME_dump.sql')).toEqual([
    'FOLDERNAME',
    'INSTANCE_NAME',
  ]);
  expect(blanks('tar xf backup-INSTANCE_NAME.tgz')).toEqual(['INSTANCE_NAME']);
  expect(blanks('php artisan rebuild --node=###')).toEqual(['###']);
  expect(blanks(`curl -d '{"guid": "{last stable guid from above}"}' $URL`)).toContain('last stable guid from above');
  expect(blanks('oc login --password <..generated..>')).toEqual(['generated']);
  expect(blanks('tar xf README_v2.tgz && DB_NAME_test=1 ls ### all')).toEqual([]);
});

test('keys of settings, and words of a statement, are no blanks', () => {
  expect(blanks('username=$(tool secrets view COUCH_USERNAME)')).toEqual([]);
  expect(blanks('cf set-env $APP JWT_KEY $JWT_KEY_VALUE')).toEqual(['APP', 'JWT_KEY_VALUE']);
  expect(blanks('psql -c "DROP SCHEMA public CASCADE;"')).toEqual([]);
  expect(blanks('vault secrets view SECRET_NAME')).toEqual(['SECRET_NAME']);
});

test('long rows of one character are read, which with the square of their length would take minutes', () => {
  for (const row of [
    '/' + 'a'.repeat(20_000) + '!',
    '~/a/'.repeat(5_000) + '$',
    'a-'.repeat(10_000) + 'A_',
    'A_'.repeat(10_000) + '=',
    '10.0.0.1' + ' a'.repeat(10_000) + '!',
  ])
    expect(read(row, 'It is in').content).toContain(row);
});
