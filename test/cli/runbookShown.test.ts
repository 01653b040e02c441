import { expect, test } from 'vitest';
import { bodyText, heldText } from '../../src/reports/byHandText.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { isShownAlone } from '../../src/surroundings/handwork.ts';

test('commands that are passed over are marked as not run', () => {
  expect(heldText(['rm a', 'rm secret'], (text) => text.replace('secret', '***'))).toBe(
    '    not run: $ rm a\n    not run: $ rm ***\n',
  );
  expect(heldText([], (text) => text)).toBe('');
});

test('content without a command above it may be more than output', () => {
  const alone = (text: string): boolean[] => {
    const [step] = parseRunbook(`# T\n\n1. Do it:\n\n${text}`).steps;
    return step!.blocks.map((block) => isShownAlone(step!, block));
  };
  const output = '   ```text\n   web   1/1   Running\n   ```\n';
  const command = '   ```sh\n   kubectl get pods\n   ```\n';
  expect(alone(`${command}\n${output}`)).toEqual([false, false]);
  expect(alone(output)).toEqual([true]);
});

test('the text of a step by hand is shown, and a command in it once', () => {
  const [step] = parseRunbook(
    '# T\n\n1. Move it in the console:\n\n   * run `kubectl get pods` first\n   * token: abc\n',
  ).steps;
  expect(bodyText({ ...step!, inline: ['kubectl get pods', 'ls -l'] }, (text) => text.replace('abc', '***'))).toEqual([
    '    * run `kubectl get pods` first',
    '    * token: ***',
    '(in the text: ls -l)',
  ]);
});
