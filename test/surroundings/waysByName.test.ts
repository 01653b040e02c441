import { expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { waysNamed } from '../../src/surroundings/ways.ts';

const sh = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n`;
const book = parseRunbook(`# A\n\n## Using the drush command\n${sh('drush up')}\n## Using cv\n${sh('cv up')}`);
const named = (said: string): readonly string[] => waysNamed(book, said).map(({ way }) => way.name);

it.each([
  ['Using cv', 'Using cv'],
  ['cv', 'Using cv'],
  ['Drush', 'Using the drush command'],
])('%s names a way', (said, way) => expect(named(said)).toEqual([way]));

it.each(['c', 'command using', 'using', 'rush'])('%s names none, or not one only', (said) =>
  expect(named(said)).toEqual([]),
);
