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

const shown = (lead: string, content = '$ ./neard\nneard (release 1.22.0)'): string | undefined =>
  parseRunbook(`# Node\n\n${lead}\n\n\`\`\`\n${content}\n\`\`\`\n`).blocks.find(({ line }) => line === 5)?.kind;

it.each([
  'For example, here we can see that it expects version 28, as indicated by `db 28`:',
  'Here we see two nodes:',
  'The version is 28, as shown in:',
])('what the author saw is no command: %s', (lead) => expect(shown(lead)).toBe('output'));

it('what is to be run and seen is', () => {
  expect(shown('Run it, and see that it starts:')).toBeUndefined();
  expect(shown('Here we see two nodes:', '$ kubectl get nodes')).toBeUndefined();
});
