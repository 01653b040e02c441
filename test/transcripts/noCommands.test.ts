import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const commands = (text: string, tag = ''): readonly string[] => {
  const { blocks, steps } = parseRunbook(`# T\n\nRun:\n\n\`\`\`${tag}\n${text}\n\`\`\`\n`);
  return [...steps.flatMap((step) => step.blocks), ...blocks]
    .filter(({ kind }) => kind === 'command')
    .flatMap((block) => block.commands);
};

describe('what looks like commands and is none', () => {
  it.each([
    ['/opt/nfs 192.168.121.0/24(rw,sync,no_subtree_check,fsid=0)', 'text'],
    ['/srv/a *(ro)\n/srv/b client-1.lan(rw,sync) client-2.lan(ro)', ''],
    [
      '[ Application Source Code (Spring Boot & Java 21) ]\n             │\n             ▼\n[ CI Pipelines (Jenkins) ]',
      'text',
    ],
    ['local nodes = [\n  { name: "a" },\n];', ''],
    ['local timeout = 5\nprint(timeout)', ''],
    ['docker rmi ${{ env.IMAGE_REF }} || true', 'bash'],
    ['npm publish --tag ${{ inputs.tag }}', 'sh'],
  ])('%s', (text, tag) => expect(commands(text, tag)).toEqual([]));

  it.each([
    ['sudo rbd showmapped --id a\nid  pool      namespace  image           snap  device', 1],
    ['kubectl get nodes\nname   status   version', 1],
  ])('the head of a table: %s', (text, count) => expect(commands(text, 'console')).toHaveLength(count));

  it.each([
    '/opt/tool/bin/run --all (x)',
    '[ -f /tmp/a ] && rm /tmp/a',
    'local_backup --all',
    "sed -i 's/x/${{ env.X }}/' build.yml",
    'docker run -e A="{{ a }}" image',
    'cp  a  b/c',
  ])('but %s is one', (text) => expect(commands(text, 'sh')).toHaveLength(1));
});
