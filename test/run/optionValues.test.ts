import { expect, test } from 'vitest';
import { allBlocks } from '../../src/run/plan.ts';
import { prepare } from '../../src/run/prepare.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

function concerns(command: string, name: string, value: string): readonly string[] {
  const runbook = parseRunbook(`# Book\n\n## One\n\n\`\`\`sh\n${command}\n\`\`\`\n`);
  const found = prepare(runbook, allBlocks(runbook)[0]!, new Map([[name, { value, secret: false }]]), {
    cwd: '/',
    home: '/',
  });
  if ('refusal' in found) throw new Error(found.refusal);
  return found.concerns;
}

test.each([
  ['curl -s <url>', 'url', '-oPWN'],
  ['sort <file>', 'file', '--output=PWN'],
  ['git diff <ref>', 'ref', '--output=PWN'],
  ['vim <file>', 'file', '+!rm x'],
  ['kubectl get pods "<name>"', 'name', '-oyaml'],
  ['ls $(echo <dir>)', 'dir', '-la'],
])('a value that is an option is asked about: %s with %s = %s', (command, name, value) => {
  expect(concerns(command, name, value)).toContain(
    `The value of \`${name}\` begins with a dash or plus: the program takes it for an option.`,
  );
});

test.each([
  ['curl -s <url>', 'url', 'https://a.example/-o'],
  ['sort --output=<file>', 'file', '-x'],
  ['tail -n <count> log', 'count', '-20'],
  ['date -d now<offset>', 'offset', '-1day'],
])('one that cannot be is not: %s with %s = %s', (command, name, value) => {
  expect(concerns(command, name, value)).toEqual([]);
});
