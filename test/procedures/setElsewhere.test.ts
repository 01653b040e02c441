import { expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string): string => `\`\`\`sh\n${command}\n\`\`\`\n\n`;
const asked = (text: string): string[] => parseRunbook(`# T\n\n${text}`).placeholders.map(({ name }) => name);

it.each([
  ['a variable', `## Start procedure\n\n${sh('export NS=a')}## Stop procedure\n\n${sh('k -n $NS stop')}`],
  ['in braces', `## Option A\n\n${sh('NS=a\nk -n $NS x')}## Option B\n\n${sh('k -n "${NS}" y')}`],
  ['of a tab', `=== "A"\n    \`\`\`sh\n    read NS\n    \`\`\`\n=== "B"\n    \`\`\`sh\n    k -n $NS x\n    \`\`\`\n`],
])('%s that only another way sets is asked for', (_, text) => expect(asked(text)).toEqual(['NS']));

it.each([
  ['before all ways', `${sh('NS=a')}## Option A\n\n${sh('k -n $NS x')}## Option B\n\n${sh('k -n $NS y')}`],
  ['in both', `## Option A\n\n${sh('NS=a\nk -n $NS x')}## Option B\n\n${sh('NS=b\nk -n $NS y')}`],
  ['in one, used after both', `## Option A\n\n${sh('NS=a')}## Option B\n\n${sh('NS=b')}## Then\n\n${sh('k $NS')}`],
  ['and that may be empty', `## Option A\n\n${sh('NS=a\nk $NS')}## Option B\n\n${sh('k "${NS:+-n}"')}`],
  [
    'in what is done before',
    `## Pre-maintenance steps\n\n${sh('NS=a')}## Stop procedure\n\n${sh('k $NS x')}## Start procedure\n\n${sh('k $NS y')}`,
  ],
])('a variable set %s is not', (_, text) => expect(asked(text)).toEqual([]));
