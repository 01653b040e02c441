import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

function asked(text: string): string[] {
  return parseRunbook(`## Do it\n\nRun:\n\n\`\`\`bash\n${text}\n\`\`\`\n`).placeholders.map(({ name }) => name);
}

test.each([
  ['tar xf /path/to/backup.tar', ['/path/to/backup.tar']],
  ['cd path/to/repo', ['path/to/repo']],
  ['certbot -d your-domain', ['your-domain']],
  ['rsync -a x username@hostname:/pathname/', ['username', 'hostname', 'pathname']],
  ['scp a root@ip-or-hostname:/srv', ['ip-or-hostname']],
  ['ping NNN.NNN.NNN.NNN', ['NNN.NNN.NNN.NNN']],
  ['kubectl rollout restart [k8s deployment name]', ['k8s deployment name']],
  ['rosa login --token=<your-token,find it at https://x.test/token>', ['your-token,find it at https://x.test/token']],
  ['export NODE2=', ['NODE2']],
  ['export NODE3=...', ['NODE3']],
  ['dig shop.example.com', ['shop.example.com']],
])('%s asks', (text, names) => {
  expect(asked(text)).toEqual(names);
});

test.each([
  ['cd /srv/path/tools'],
  ['scp a root@web-1:/srv'],
  ['export HTTP_PROXY='],
  ['kubectl label node a owner=team.example.com'],
  ['grep "[a b c]" notes'],
])('%s asks for nothing', (text) => {
  expect(asked(text)).toEqual([]);
});

test('variables of a file that the block reads are not asked', () => {
  expect(asked('source app.conf\nmysql -u${DBUSER} -p${DBPASS} web')).toEqual([]);
  expect(asked('. ./app.env && echo ${DBPASS}')).toEqual([]);
  expect(asked('echo ${DBPASS}\nsource app.conf')).toEqual(['DBPASS']);
  expect(asked('source <(kubectl completion bash)\necho ${DBPASS}')).toEqual(['DBPASS']);
  expect(asked('source venv/bin/activate\necho ${DBPASS} <host>')).toEqual(['DBPASS', 'host']);
});
