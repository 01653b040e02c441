import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkRunbook } from '../../src/checks/checks.ts';
import { linkTargets } from '../../src/files/linkTargets.ts';

const codes = (text: string, options: Parameters<typeof checkRunbook>[1] = {}): string[] =>
  checkRunbook(text, options).map(({ code }) => code);
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const token = (alg: string): string =>
  `${part({ typ: 'JWT', alg })}.${part({ iss: 'ABCDEFGHIJKLMNOPQRSTUVW', sub: 'someone' })}.${'Zk3'.repeat(12)}`;

test('ids that MkDocs makes of headings in other scripts are known', () => {
  const text = '# 指南\n\n## 子网\n\n## 使用 ECMP\n\n## 1、 准备\n\n';
  for (const id of ['_1', '_2', 'ecmp', '1']) expect(codes(`${text}[x](#${id})\n`), id).not.toContain('dead-anchor');
  expect(codes(`${text}[x](#vlan)\n`)).toContain('dead-anchor');
  expect(codes('# Guide\n\n## Subnet\n\n[x](#vlan)\n')).toContain('dead-anchor');
});

test('a token signed for all to read is no secret', () => {
  expect(codes(`# T\n\n${token('ed25519-nkey')}\n`)).not.toContain('secret');
  expect(codes(`# T\n\n${token('ed25519')}\n`)).not.toContain('secret');
  expect(codes(`# T\n\n${token('HS256')}\n`)).toContain('secret');
});

test('a key without a body is none', () => {
  const key = (body: string): string => `# T\n\n\`\`\`\n-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END\n\`\`\`\n`;
  expect(codes(key('...'))).not.toContain('secret');
  expect(codes(key('MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn'))).toContain('secret');
});

test('obvious sample tokens are none', () => {
  const run = (value: string): string => `# T\n\n\`\`\`sh\ntool --api-token ${value}\n\`\`\`\n`;
  for (const value of ['abcdefghijklmnop12345', 'qwerty1234', 'a1234567890'])
    expect(codes(run(value)), value).not.toContain('secret-literal');
  expect(codes(run('k8Fq2zLw9Xv3'))).toContain('secret-literal');
});

test('links of templates begin elsewhere', () => {
  const text = '# T\n\n[x](docs/a.md)\n';
  const exists = (): boolean => false;
  expect(codes(text, { exists, fileName: '/r/.gitlab/issue_templates/Onboarding.md' })).toEqual([]);
  expect(codes(text, { exists, fileName: '.github/PULL_REQUEST_TEMPLATE.md' })).toEqual([]);
  expect(codes(text, { exists, fileName: '/r/docs/template.md' })).toContain('dead-link');
});

test('what lies in a submodule that is not there cannot be told', () => {
  const root = mkdtempSync(join(tmpdir(), 'links-'));
  try {
    for (const name of ['empty', 'full', 'full/inner']) mkdirSync(join(root, name));
    symlinkSync('../elsewhere/docs', join(root, 'linked'));
    const exists = linkTargets(root);
    expect([exists('linked/a.md'), exists('empty/b/a.md'), exists('full/a.md'), exists('a.md')]).toEqual([
      undefined,
      undefined,
      false,
      false,
    ]);
  } finally {
    rmSync(root, { recursive: true });
  }
});

test('PowerShell and consoles are no shell', () => {
  const block = (text: string): string => `# T\n\n\`\`\`\n${text}\n\`\`\`\n`;
  expect(codes(block("C:\\Program Files\\x> Get-WmiObject a | ?{$_.Name -like '*i*'} | select Name"))).toEqual([]);
  const console = '$ icinga2 console\n<1> => var a = "b"\nnull\n<2> => glob(a)\nlist --all things';
  expect(codes(block(console))).not.toContain('unclear-line');
});

const page = (text: string, lead = 'Do it:'): string => `# B\n\n## One\n\n${lead}\n\n\`\`\`sh\n${text}\n\`\`\`\n`;

test.each([
  ['docker run --rm client -u http://host.internal:7201/api/v1/write2 -t code:200', 'Send it:'],
  ['client -u //proxy1.internal:8080/api2x', 'Send it:'],
  ['oc login <url> --username admin --password <..generated..>', 'Log in:'],
  ['php artisan p:user:make {--email=user@example.com}\n                        {--username=name}', 'Make a user:'],
  ['chamber write app KEY -\n<value>\n^D # end-of-stdin', 'Write it:'],
  ['https://[DOMAIN]:8443 {\n    reverse_proxy https://[IP]:8080\n}', 'Replace everything in this file with:'],
])('nothing is said of %j', (text, lead) => {
  expect(codes(page(text, lead))).toEqual([]);
});

test('front matter that a generator fills is no fault, another that cannot be read is', () => {
  expect(codes('---\ntitle: "{{ replace .Name "-" " " | title }}"\ndate: {{ .Date }}\n---\n# A\n')).toEqual([]);
  expect(codes('---\ntitle: {% if a %}"a" b{% endif %}\n---\n# A\n')).toEqual([]);
  expect(codes('---\ntitle: "a" b\n---\n# A\n')).toContain('bad-front-matter');
});

test('a page of Hugo is served one folder deeper, and its images begin there', () => {
  const text = '# T\n\n![x](images/a.png)\n';
  const at = (fileName: string, there: string): string[] => codes(text, { fileName, exists: (path) => path === there });
  expect(at('site/content/docs/move.md', 'move/images/a.png')).not.toContain('dead-image');
  expect(
    codes('# T\n\n![x](../a.png)\n', { fileName: 'content/docs/move.md', exists: (path) => path === 'a.png' }),
  ).not.toContain('dead-image');
  expect(at('site/content/docs/_index.md', 'move/images/a.png')).toContain('dead-image');
  expect(at('docs/move.md', 'move/images/a.png')).toContain('dead-image');
});

test('a file of the environment is no script, whatever its tag says', () => {
  const sh = (content: string): string[] => codes(`# T\n\n\`\`\`sh\n${content}\n\`\`\`\n`);
  expect(sh("DB_URL=postgres://(x)\nGREETING='it\nMODE=a")).not.toContain('shell-syntax');
  expect(sh('A=1\nB=$(date')).toContain('shell-syntax');
  expect(sh("A=1\necho 'it")).toContain('shell-syntax');
});

test('a password that says that it is none, and a line with an arrow, are let be', () => {
  const sh = (content: string): string[] => codes(`# T\n\n\`\`\`sh\n${content}\n\`\`\`\n`);
  for (const value of ['MyPassw0rd1', 'p4ssw0rd12', 'my-database-pw1'])
    expect(sh(`tool --password=${value}`), value).not.toContain('secret-literal');
  expect(sh('tool --password=k8Fq2zLw9Xv3')).toContain('secret-literal');
  const session = (line: string): string[] => codes(`# T\n\n\`\`\`\n$ serve\nready\n${line}\n\`\`\`\n`);
  expect(session('~/x -> https')).not.toContain('unclear-line');
});

const sh = (text: string, tag = 'sh'): string => `# T\n\nRun:\n\n\`\`\`${tag}\n${text}\n\`\`\`\n`;

test('the name of a cluster and the place in a list are no secrets', () => {
  for (const text of [
    'etcd --name a \\\n  --initial-cluster-token etcd-cluster-1 \\\n  --initial-cluster-state new',
    'ETCD_INITIAL_CLUSTER_TOKEN=etcd-cluster-1 etcd',
    'aws s3api list-objects --starting-token eyJNYXJr1234',
  ])
    expect(codes(sh(text)), text).not.toContain('secret-literal');
  expect(codes(sh('k0s join --cluster-token k8Fq2zLw9Xv3'))).toContain('secret-literal');
});

test('columns that a command prints are no lines without a prompt', () => {
  for (const text of [
    '$ ps -ef | grep mount\nroot        1824       1  0 Jan19 ?        00:00:00 /usr/sbin/rpc.mountd\nceph     1041020 1040955  1 07:11 ?        00:03:43 ceph-mgr --fsid=ba41',
    '$ sudo lvs\nLV      VG      Attr       LSize\nosd-1   ceph-1  -wi-a----- <5.00g\nosd-2   ceph-2  -wi-a----- <5.00g',
    '$ nfsstat -m\nmount    10.0.0.1:/a    /mnt   -o vers=4',
  ])
    expect(codes(sh(text, 'console')), text).not.toContain('unclear-line');
});

test('each of equal lines is reported where it stands', () => {
  const command = 'tool login --token k8Fq2zLw9Xv3';
  const text = sh(`${command}\ntool list\n${command}\n\n# again\n${command}`);
  const found = checkRunbook(text).filter(({ code }) => code === 'secret-literal');
  expect(found.map(({ range }) => text.slice(0, range.start).split('\n').length)).toEqual([6, 8, 11]);
});

test('a sentence that goes on in a shell says where the next commands run', () => {
  const text = (said: string): string =>
    `# T\n\nGet a shell:\n\n\`\`\`bash\nkubectl exec -it nfs-0 -- /bin/bash\n\`\`\`\n\n${said}\n\n\`\`\`bash\nshowmount -e\n\`\`\`\n`;
  expect(codes(text('and run the following command:'))).not.toContain('session-left-open');
  expect(codes(text('Look at the mounts:'))).toContain('session-left-open');
});
