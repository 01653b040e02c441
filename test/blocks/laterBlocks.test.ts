import { expect, test } from 'vitest';
import { allBlocks } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

/** The risks of blocks one behind the other, as a page shows them. */
function risks(...commands: readonly string[]): readonly string[] {
  const blocks = commands.map((command, i) => `${i + 1}. Step ${i}\n\n\`\`\`bash\n${command}\n\`\`\`\n`);
  return allBlocks(parseRunbook(`# Book\n\n${blocks.join('\n')}`)).map(({ risk }) => risk);
}

test.each([
  ['F=$(cat names)', 'sort $F'],
  ['F=$(cat names)', 'sh -c "ls $F"'],
  ["F='-o out'", 'curl $F https://a.example'],
  ["export F='; touch b'", 'sh -c "ls $F"'],
  ["F='s/x/y/w out'", 'sed "$F" a'],
  ['read F', 'sed "$F" a'],
])('a value that a block before sets counts: %s, then %s', (first, second) => {
  expect(risks(first, second).at(-1)).not.toBe('reads');
});

test('also by way of another variable', () => {
  expect(risks('F=$(cat names)', 'G=$F', 'sort $G').at(-1)).not.toBe('reads');
});

test.each([
  ['NS=prod', 'kubectl get pods -n $NS'],
  ['POD=$(kubectl get pod -o name)', 'kubectl logs $POD'],
  ["F='-o out'", 'curl https://a.example'],
  ['F=$(cat names)', 'echo $F'],
  ['Q="select 1"', 'echo "$Q"'],
])('but not one that changes nothing: %s, then %s', (first, second) => {
  expect(risks(first, second).at(-1)).toBe('reads');
});
