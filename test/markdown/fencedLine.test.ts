import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const commands = (text: string): readonly string[] =>
  parseRunbook(text).steps.flatMap(({ blocks }) => blocks.flatMap((block) => block.commands));

test('a fence on one line is a block', () => {
  expect(commands('# T\n\nRun it:\n\n```kubectl get pods```\n')).toEqual(['kubectl get pods']);
  expect(commands('# T\n\nRun it:\n\n```bash npm run build```\n')).toEqual(['npm run build']);
  expect(commands('# T\n\n1. Run it:\n\n   ```kubectl get pods```\n2. Check.\n')).toEqual(['kubectl get pods']);
});

test('code in a sentence, a word alone and a call of a shell are what they are', () => {
  expect(commands('# T\n\nThen ```kubectl get pods``` shows it.\n')).toEqual([]);
  expect(commands('# T\n\nThe file:\n\n```config.yaml```\n')).toEqual([]);
  expect(commands('# T\n\nRun it:\n\n```bash install.sh```\n')).toEqual(['bash install.sh']);
});

test('"Other commands" beside a procedure are looked up', () => {
  const sh = (command: string): string => `\`\`\`sh\n${command}\n\`\`\`\n`;
  const steps = (title: string): readonly string[] =>
    parseRunbook(`# T\n\n## Deploy\n\n${sh('make deploy')}\n## ${title}\n\n${sh('sudo reboot')}`).steps.map(
      (step) => step.title,
    );
  expect(steps('Other Commands')).toEqual(['Deploy']);
  expect(steps('Misc commands')).toEqual(['Deploy']);
  expect(steps('Run the other commands')).toEqual(['Deploy', 'Run the other commands']);
});
