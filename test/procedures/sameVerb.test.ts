import { describe, expect, test } from 'vitest';
import { choicesOf } from '../../src/surroundings/ways.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const page = (titles: readonly string[]): string =>
  `# T\n\n${titles.map((title, i) => `## ${title}\n\n\`\`\`sh\napp x${i}\n\`\`\`\n\n`).join('')}`;
/** Each counts from one again. */
const counted = (titles: readonly string[]): string =>
  `# T\n\n${titles.map((title, i) => `## ${title}\n\n1. Do it:\n\n   \`\`\`sh\n   app x${i}\n   \`\`\`\n\n2. Look at it\n\n`).join('')}`;
const ways = (text: string): string[][] => {
  const book = parseRunbook(text);
  const told = choicesOf(book).map((choice) => choice.ways.map(({ name }) => name));
  return told.length > 0 ? told : [(book.procedures ?? []).map(({ title }) => title)];
};

describe('the same is done in one of several ways', () => {
  test.each([
    [['Restore from a full backup', 'Restore with point-in-time recovery']],
    [['Restore the cluster when passwords differ', 'Restore the cluster from a snapshot']],
    [['Perform a patch upgrade', 'Perform a major-version upgrade']],
  ])('%j', (titles) => {
    expect(ways(page(['Check the cluster', ...titles]))).toEqual([titles]);
  });

  test.each([
    [['Restore the database', 'Restore the files']],
    [['Restore to staging with the script', 'Restore from staging with the script']],
    [['Step 1: Restore from a backup', 'Step 2: Restore with the log']],
    [['Upgrade the operator', 'Upgrade with the new images']],
    [['Perform a backup', 'Perform an upgrade']],
  ])('%j come in turn', (titles) => {
    expect(ways(page(titles)).flat()).toEqual([]);
  });
});

test('operations on a running system, with the former way of one of them', () => {
  const titles = ['Rotating keypairs', 'Rotating the Docker secret', 'Legacy procedure'];
  expect(ways(page(titles))).toEqual([titles]);
  expect(ways(page(['Install the tool', 'Legacy procedure'])).flat()).toEqual([]);
});

test('procedures that each count from one, below a title that only asks when', () => {
  const titles = ['Rotate client certificates', 'Rotate node certificates', 'Rotate the CA certificate'];
  const below = counted(titles)
    .replace('# T\n\n', '# T\n\n## When to rotate\n\nThey expire.\n\n')
    .replace(/^## Rotate/gm, '### Rotate');
  expect(ways(below.replace('### Rotate\n', '## When to rotate\n'))).toEqual([titles]);
});
