import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { concernsOf } from '../../src/surroundings/concerns.ts';

const page = (attribute: string): string =>
  `# Switch\n\n## Switch over\n\n\`\`\`sh {id=switch${attribute}}\necho second > provider\n\`\`\`\n\nIf that fails, go back to the first one.\n\n\`\`\`sh {id=back}\necho first > provider\n\`\`\`\n`;

function concerns(text: string): readonly string[] {
  const runbook = parseRunbook(text);
  const back = runbook.steps.flatMap(({ blocks }) => blocks).find(({ id }) => id === 'back')!;
  return concernsOf(runbook, back, { shell: 'sh', commands: back.commands, env: {} });
}

test('the case of a block that undoes another is at hand when it is run', () => {
  expect(concerns(page(' rollback=back'))).toEqual([]);
});

test('without that, the case is told', () => {
  expect(concerns(page('')).join()).toContain('If that fails, go back to the first one.');
});
