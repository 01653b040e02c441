import { describe, expect, it } from 'vitest';
import { findPlaceholders } from '../../src/blanks/placeholder.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const names = (text: string): string[] =>
  findPlaceholders(text, { set: new Set(), shell: true })
    .filter((one) => one.default === undefined)
    .map(({ name }) => name);
const page = (text: string, tag = 'sh'): ReturnType<typeof parseRunbook> =>
  parseRunbook(`# T\n\nRun:\n\n\`\`\`${tag}\n${text}\n\`\`\`\n`);

describe('blanks', () => {
  it.each([
    ['kubectl delete pod ${pod-name}', 'pod-name'],
    ['ssh "${node-host-ip}"', 'node-host-ip'],
    ['kubectl logs -n ${my-namespace} x', 'my-namespace'],
    ['tool list --keys="0xYOUR_VALIDATOR_PUBKEY"', '0xYOUR_VALIDATOR_PUBKEY'],
    ['tool send 0xSENDER_ADDRESS', '0xSENDER_ADDRESS'],
    [`kubectl patch node a -p '{"spec":{"disks":{"my-disk-name":{"on":false}}}}'`, 'my-disk-name'],
    [`curl -d '{"db": "my-database"}' http://localhost`, 'my-database'],
    ['VERSION=       # such as v1.2', 'VERSION'],
  ])('%s', (text, name) => expect(names(text)).toEqual([name]));

  it.each([
    'git checkout ${branch-main}',
    'pod=a\nkubectl delete pod ${pod-name}',
    'echo ${pod:-name}',
    'tool send 0xDEADBEEF',
    'tool send 0xFF_EE',
    `jq '.[] | select(.a == "b")' my-disk.json`,
    'heroku addons:create heroku-postgresql --fork bank::DATABASE_URL -a bank',
    'level=       # nothing',
  ])('not in %s', (text) => expect(names(text)).toEqual([]));
});

it.each([
  'VERSION=       # such as v1.2\nCLUSTER=       # its name\n\ndocker run a:${VERSION} --name ${CLUSTER}',
  'export VERSION=   # such as v1.2\nexport CLUSTER=\ndocker run a:$VERSION $CLUSTER',
])('variables that are left empty are commands and are asked for: %j', (text) => {
  const { blocks, steps, placeholders } = page(text);
  const [block] = [...steps.flatMap((step) => step.blocks), ...blocks];
  expect(block?.commands).toHaveLength(3);
  expect(placeholders.map(({ name }) => name)).toEqual(['VERSION', 'CLUSTER']);
});

it.each([
  'docker compose logs -f proxy\nproxy-1  | 172.17.0.1 - -\nproxy-1  | 172.17.0.2 - -',
  'docker compose logs web\nweb_1  | GET /',
  'docker-compose up db\nmy-db-1 | ready to accept connections',
])('what services log is no command: %j', (text) => {
  const { blocks, steps } = page(text, '');
  expect([...steps.flatMap((step) => step.blocks), ...blocks].flatMap(({ commands }) => commands)).toEqual([
    text.split('\n')[0],
  ]);
});

it('a pipe is one', () => {
  const { steps } = page('dmesg | tail\n./list-all | sort');
  expect(steps[0]?.blocks[0]?.commands).toEqual(['dmesg | tail', './list-all | sort']);
});
