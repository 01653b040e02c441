import { expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const page = (untagged: string, tagged: string): string =>
  `# Ark\n\n## Look\n\n\`\`\`\n${untagged}\n\`\`\`\n\n## Do\n\n\`\`\`${tagged}\n\`\`\`\n`;
const kind = (text: string): string | undefined => {
  const { steps, blocks } = parseRunbook(text);
  return [...steps.flatMap((step) => step.blocks), ...blocks].find(({ line }) => line === 5)?.kind;
};

it.each([
  ['a tool of a bash block', 'ark backup list', 'bash\nark backup create a'],
  ['with sudo', 'sudo ark backup list', 'sh\nsudo ark backup create a'],
  ['behind a prompt', 'ark backup list\nark status -v', 'console\n$ ark backup create a'],
])('%s is a command without a tag as well', (_, untagged, tagged) =>
  expect(kind(page(untagged, tagged))).toBe('command'),
);

it.each([
  ['a sentence', 'ark backup was done.', 'bash\nark backup create a'],
  ['another word', 'arc backup list', 'bash\nark backup create a'],
  ['a tool of a file', 'ark backup list', 'yaml\nark: create'],
  ['one line of several', 'ark backup list\nNAME STATUS', 'bash\nark backup create a'],
])('%s is none', (_, untagged, tagged) => expect(kind(page(untagged, tagged))).not.toBe('command'));
