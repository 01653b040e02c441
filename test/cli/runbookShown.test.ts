import { describe, expect, test } from 'vitest';
import { bodyText, heldText } from '../../src/reports/byHandText.ts';
import { formatRunbook } from '../../src/reports/runbookText.ts';
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

/** The lines of `runbook show` that tell of a choice. */
function choicesShown(text: string): string[] {
  const runbook = parseRunbook(`# T\n\n${text}`);
  const shown = formatRunbook(
    { runbook, concerns: new Map() } as unknown as Parameters<typeof formatRunbook>[0],
    false,
  );
  return shown.split('\n').flatMap((line) => /\(one of several: .*|line \d+ {2}.*/.exec(line.trim())?.[0] ?? []);
}

describe('ways that are by hand are shown as such', () => {
  const other = (title: string): string => `## ${title}\n\n${'1. Press the button\n2. Wait for it\n'.repeat(4)}\n`;
  const tasks = other('Option 1: move all') + other('Option 2: move some');
  test.each([
    ['sections', '### Using Firefox:\n\nInstall the add-on.\n\n### Using Google Chrome:\n\nInstall the extension.\n'],
    ['options', '### Option A: console\n\n1. Open the console\n2. Press it\n\n### Option B: portal\n\n1. Open it\n'],
    ['tabs', '=== "Console"\n\n    1. Open the console\n    2. Press it\n\n=== "Portal"\n\n    1. Open the portal\n'],
  ])('%s, also where the page is chosen from as a whole', (_, ways) => {
    const [first, second] = ['Firefox', 'Option A', 'Console'].flatMap((name) => (ways.includes(name) ? [name] : []));
    expect(second).toBeUndefined();
    const shown = choicesShown(`${tasks}## Mail\n\n${ways}`);
    expect(shown.slice(0, 2)).toEqual(['line 3  Option 1: move all', expect.stringContaining('Option 2: move some')]);
    const told = shown.slice(2);
    expect(told).toHaveLength(2);
    for (const text of told)
      expect(text).toMatch(new RegExp(`^\\(one of several: "[^"]*${first!}[^"]*" \\(line \\d+\\) or "`));
  });

  test('steps that follow each other are not, nor is what the page is chosen from told twice', () => {
    expect(choicesShown('## 1. Open the console\n\nPress it.\n\n## 2. Open the portal\n\nPress it.\n')).toEqual([]);
    expect(choicesShown(tasks)).toEqual(['line 3  Option 1: move all', expect.stringContaining('Option 2')]);
  });
});

test('tabs with commands are shown as the choice that they are', () => {
  const tab = (name: string, command: string): string =>
    `=== "${name}"\n\n    \`\`\`sh\n    ${command}\n    \`\`\`\n\n`;
  const shown = choicesShown(`## Install\n\n${tab('Helm', 'helm install a')}${tab('kubectl', 'kubectl apply -f a')}`);
  expect(new Set(shown)).toEqual(new Set(['(one of several: "Helm" (line 5) or "kubectl" (line 11))']));
  expect(choicesShown(`## Install\n\n${tab('Helm', 'helm install a')}`)).toEqual([]);
});
