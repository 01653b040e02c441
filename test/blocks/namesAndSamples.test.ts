import { expect, test } from 'vitest';
import { findPlaceholders } from '../../src/blanks/placeholder.ts';

const names = (text: string): string[] =>
  findPlaceholders(text, { set: new Set(), shell: true }).map(({ name }) => name);

test.each([
  'git commit-tree "HEAD^{tree}" -p HEAD -m probe',
  'git rev-parse v1.0^{commit}',
  'git log stash@{upstream}',
  'unset OWNER_PAT WRITER_TOKEN',
  'a=1; unset -v DB_USER DB_PASSWORD DB_HOST',
  'export DB_USER DB_PASSWORD',
  'echo "0.2.0" > VERSION',
  'cat VERSION',
  'git add VERSION',
  'kill $(cat PID)',
  'dig +short @192.168.20.20 example.com',
  'nslookup example.com 10.0.0.2',
  'curl -x http://10.0.0.3:3128 https://example.com',
  'curl -X POST http://10.0.1.10/users -d \'{"email":"test@example.com"}\'',
  'echo "Subject: sendmail test xxx" | sudo sendmail -v root',
  'echo "test message" | mailx -s "test root xxx" root',
  'git config user.email me@example.com',
])('a name, a file or a sample is no blank: %s', (text) => {
  expect(names(text)).toEqual([]);
});

test.each([
  ['kubectl get {pod}', ['pod']],
  ['tool drop SERVICE_NAME', ['SERVICE_NAME']],
  ['export TOKEN=YOUR_TOKEN DB_NAME', ['YOUR_TOKEN', 'DB_NAME']],
  ['docker pull app:VERSION', ['VERSION']],
  ['helm upgrade app chart --version VERSION', ['VERSION']],
  ['pg_dump shop > FILE', ['FILE']],
  ['cat FILENAME', ['FILENAME']],
  ['dig example.com MX', ['example.com']],
  ['dig @10.0.0.2 www.example.com', ['www.example.com']],
  ['curl https://app.example.com/health', ['app.example.com']],
  ['curl https://admin@example.com/health', ['example.com']],
  ['ssh admin@example.com', ['example.com']],
  ['echo "login me password xxx" >> ~/.netrc', ['xxx']],
  ['curl -H "Authorization: Bearer xxx" http://a', ['xxx']],
  ['git remote add forge https://gitea.example.com/me/app.git', ['gitea.example.com']],
  ['git clone git@git.example.com:me/app.git', ['git.example.com']],
  ['helm repo add shop https://charts.example.com', ['charts.example.com']],
])('what has to be given is asked for: %s', (text, wanted) => {
  expect(names(text)).toEqual(wanted);
});

test.each([
  ['RID=<위 id>', '위 id'],
  ['ssh <имя>', 'имя'],
  ['kubectl get pod <名前> -n web', '名前'],
  ['kubectl logs <ポッド名>', 'ポッド名'],
])('a blank in any script: %s', (text, name) => {
  expect(names(text)).toEqual([name]);
});

test.each(['sort <имя.txt >out.txt', 'cat <名前.csv>次.csv'])(
  'files that are read and written are none: %s',
  (text) => {
    expect(names(text)).toEqual([]);
  },
);
