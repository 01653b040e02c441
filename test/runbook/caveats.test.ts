import { describe, expect, it } from 'vitest';
import { concernsOf } from '../../src/surroundings/concerns.ts';
import type { Runbook } from '../../src/runbook/model.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string): string => `\`\`\`bash\n${command}\n\`\`\`\n`;
const indented = (command: string): string => sh(command).replace(/^(?=.)/gm, '    ');

/** What has to be agreed to before each command of a text runs, by command. */
function concerns(text: string): Record<string, readonly string[]> {
  const runbook: Runbook = parseRunbook(text);
  const blocks = [...runbook.steps.flatMap((step) => step.blocks), ...runbook.blocks];
  return Object.fromEntries(
    blocks
      .filter(({ commands }) => commands.length > 0)
      .map((block) => [
        block.commands[0],
        concernsOf(runbook, block, { shell: 'bash', commands: block.commands, env: {} }),
      ]),
  );
}

describe('alternatives', () => {
  const asked = { 'stop a': [expect.stringContaining('one of several')], 'stop b': [expect.stringContaining('"A"')] };
  it.each([
    ['tabs of Material', `# T\n\n=== "A"\n\n${indented('stop a')}\n=== "B"\n\n${indented('stop b')}`],
    [
      'tabs of MyST',
      `# T\n\n::::{tab-set}\n:::{tab-item} A\n${sh('stop a')}:::\n:::{tab-item} B\n${sh('stop b')}:::\n::::\n`,
    ],
    [
      'tabs of MDX',
      `# T\n\n<Tabs>\n<TabItem value="a" label="A">\n\n${sh('stop a')}\n</TabItem>\n<TabItem value="b" label="B">\n\n${sh('stop b')}\n</TabItem>\n</Tabs>\n`,
    ],
  ])('%s ask before each of them', (_, text) => expect(concerns(text)).toEqual(asked));

  it('are told by headings that say so', () => {
    const text = `# T\n\n## Option A: drain\n\n${sh('stop a')}\n## Option B: kill\n\n${sh('stop b')}`;
    expect(concerns(text)).toEqual({
      'stop a': [expect.stringContaining('"Option B: kill"')],
      'stop b': [expect.stringContaining('"Option A: drain"')],
    });
  });

  it('are not one tab alone, and not steps', () => {
    expect(concerns(`# T\n\n=== "Linux"\n\n${indented('stop a')}`)).toEqual({ 'stop a': [] });
    expect(concerns(`# T\n\n## Step 1\n\n${sh('stop a')}\n## Step 2\n\n${sh('stop b')}`)).toEqual({
      'stop a': [],
      'stop b': [],
    });
  });
});

describe('procedures that undo others', () => {
  it('ask before they change anything', () => {
    const text = `# T\n\n## Migrate\n\n${sh('kubectl apply -f a')}\n## Rolling back\n\n${sh('kubectl get a')}\n${sh('kubectl delete -f a')}`;
    expect(concerns(text)).toEqual({
      'kubectl apply -f a': [],
      'kubectl get a': [],
      'kubectl delete -f a': [expect.stringContaining('"Rolling back"')],
    });
  });

  it('are not what a runbook is about', () => {
    expect(concerns(`# Restore\n\n## Restore the database\n\n${sh('pg_restore a')}`)).toEqual({ 'pg_restore a': [] });
  });
});

describe('warnings', () => {
  it.each([
    ['an admonition', '!!! warning\n    All data is lost.\n'],
    ['an alert', '> [!CAUTION]\n> All data is lost.\n'],
    ['a directive', ':::danger\nAll data is lost.\n:::\n'],
  ])('%s is said before the first change below it', (_, warning) => {
    const text = `# T\n\n## Finalize\n\n${warning}\n${sh('kubectl delete ns a')}\n${sh('kubectl delete ns b')}`;
    expect(concerns(text)).toEqual({
      'kubectl delete ns a': [expect.stringContaining('All data is lost.')],
      'kubectl delete ns b': [],
    });
  });

  it('end with their section, and notes are none', () => {
    const text = `# T\n\n## A\n\n!!! warning\n    Lost.\n\n## B\n\n!!! note\n    Fine.\n\n${sh('kubectl delete ns a')}`;
    expect(concerns(text)).toEqual({ 'kubectl delete ns a': [] });
  });
});
