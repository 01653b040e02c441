import { expect, test } from 'vitest';
import { findPlaceholders } from '../../src/blanks/placeholder.ts';

const names = (text: string, set: string[] = []): string[] =>
  findPlaceholders(text, { set: new Set(set), shell: true }).map(({ name }) => name);

test.each([
  ['HOST=""', 'HOST'],
  ["export NODE_NAME='' # the node", 'NODE_NAME'],
  ['ansible-playbook x.yml --limit #SERVER', '#SERVER'],
  ['dd if=a of=/dev/sdX', '/dev/sdX'],
  ['wipefs -a /dev/nvmeXn1', '/dev/nvmeXn1'],
  ['git checkout release_xx.yy', 'xx.yy'],
  ['git tag v0.YYYYMMDD.0', 'YYYYMMDD'],
  ['cp a backup-YYYY-MM-DD.tgz', 'YYYY-MM-DD'],
  ['cp a backup-YEAR-MONTH-DAY.tgz', 'YEAR-MONTH-DAY'],
  ['git tag -a vX.X.X-YEAR-MONTH-DAY -m release', 'vX.X.X-YEAR-MONTH-DAY'],
  ['helm upgrade app chart --version X.Y.Z', 'X.Y.Z'],
  ['kubectl drain NODENAME --force', 'NODENAME'],
  ['ping IPADDRESS', 'IPADDRESS'],
  ['aws ec2 detach-volume --volume-id VOLUMEID', 'VOLUMEID'],
  ['aws s3 ls --bucket bucket-name', 'bucket-name'],
  ['knife x name=cluster_name', 'cluster_name'],
  ['amtool silence add <matcher1=value1>', 'matcher1=value1'],
  ['lpass login <your-netid@princeton.edu>', 'your-netid@princeton.edu'],
  ['rsync -av --delete ./ SERVER.EXAMPLE.COM:/x', 'SERVER.EXAMPLE.COM'],
  ['rke2 vX.Y.Zrke2r1', 'vX.Y.Zrke2r1'],
  ['curl -L vX.Y.Z+rke2rN', 'vX.Y.Z+rke2rN'],
  ['docker push your.container.repo/my-image', 'your.container.repo'],
  ['export your_new_role=<fill in the role>', 'fill in the role'],
])('a value that is left open is asked for, whole: %s', (text, name) => {
  expect(names(text)).toEqual([name]);
});

test.each([
  'ERRORS=""',
  'date +%Y%m%d',
  'psql -c "select to_char(now(), \'YYYY-MM-DD\')"',
  'dd if=a of=/dev/sdb',
  'aws s3 ls --bucket backups',
  'openstack server list -c ID | while read -r ID; do openstack server show $ID; done',
  'sgdisk -R=/dev/a /dev/b  # Copy partition table: -R <dest> <source>',
  'talosctl reset  # NO PARTITION SPECIFICATION',
  'echo "a # <b>"'.replace('<b>', 'b'),
  'python3 -c "import os; print(os.environ[\'POSTGRES_DB_URL\'])"',
  'openssl req -key my_key.csr',
  'git commit --author "A B <a@b.example>"',
  'curl https://REGISTRY-1.DOCKER.IO/v2/'.toLowerCase(),
])('names, remarks and forms are none: %s', (text) => {
  expect(names(text)).toEqual([]);
});

test('a variable in arithmetic is none where a block sets it', () => {
  expect(names('echo $((DISK_SIZE / 2048))', ['DISK_SIZE'])).toEqual([]);
});

test('a blank inside quotes behind a sharp is one', () => {
  expect(names('echo "a # <pod>"')).toEqual(['pod']);
});
