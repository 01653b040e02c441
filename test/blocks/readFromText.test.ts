import { describe, expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const kinds = (lead: string, content: string): string[] => {
  const { steps, blocks } = parseRunbook(`# T\n\n## Upgrade\n\n${lead}\n\n\`\`\`\n${content}\n\`\`\`\n`);
  return [...steps.flatMap((step) => step.blocks), ...blocks].map(({ kind }) => kind);
};

describe('what a sentence reads elsewhere is not what stands below it', () => {
  const commands = 'kops update cluster --yes\nkops rolling-update cluster --cloudonly';
  test.each([
    'Confirm the image based on the output of `kops update cluster`.',
    'Choose the version according to the output of `kops version`.',
  ])('%s', (lead) => {
    expect(kinds(lead, commands)).toEqual(['command']);
  });

  test('output that is led into stays output', () => {
    expect(kinds('The output of `kops validate` is:', 'NAME   ROLE\na      node')).toEqual(['output']);
  });
});

test.each([
  ['gitlab-psql -qtc "SELECT count(*) FROM pg_stat_activity\nWHERE pid <> 1\nAND state <> \'idle\';"', 'command'],
  ["sudo app-db --execute='SELECT 1\nFROM t;'", 'command'],
  ['SELECT count(*)\nFROM t\nWHERE a <> 1;', 'config'],
])('a statement that a client is called with: %j', (content, kind) => {
  expect(kinds('Check the connections:', content)).toEqual([kind]);
});

test('a directory of the document’s own is no blank', () => {
  const blanks = (command: string): string[] =>
    parseRunbook(`# T\n\n## A\n\n\`\`\`sh\n${command}\n\`\`\`\n`).steps[0]!.blocks[0]!.placeholders.map(
      ({ name }) => name,
    );
  expect(blanks('mv my-safe-directory/ca.key my-safe-directory/ca.old.key')).toEqual([]);
  expect(blanks('cockroach cert create-ca --ca-key=my-safe-directory/ca.key')).toEqual([]);
  expect(blanks('kubectl config use-context my-cluster')).toEqual(['my-cluster']);
});
