import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

/** Title of each step -> what is warned of there. */
function warnings(text: string): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(parseRunbook(text).steps.map(({ title, warnings: own = [] }) => [title, own]));
}

const sh = (command: string, indent = ''): string =>
  ['```bash', command, '```'].map((line) => indent + line).join('\n');

describe('a warning is shown with the step that it stands at', () => {
  it.each([
    ['a directive', ':::danger\nIt is erased.\n:::'],
    ['a quote', '> **Warning:** It is erased.'],
    ['an alert', '> [!CAUTION]\n> It is erased.'],
    ['a short code', '{{< warning >}}\nIt is erased.\n{{< /warning >}}'],
    ['a short code that may be anything', '{{% alert color="danger" %}}\nIt is erased.\n{{% /alert %}}'],
    ['a hint', '{% hint style="danger" %}\nIt is erased.\n{% endhint %}'],
    ['an element', '<Warning>\n\nIt is erased.\n\n</Warning>'],
    ['a sign', '⚠️ It is erased.'],
    ['a bare word', 'WARNING: It is erased.'],
  ])('%s above its command', (_, warning) => {
    const found = warnings(
      `# T\n\n## One\n\n${sh('systemctl stop a')}\n\n## Two\n\n${warning}\n\n${sh('rm -rf /srv/a')}\n`,
    );
    expect(found).toEqual({ One: [], Two: [expect.stringContaining('It is erased.')] });
  });

  it('in an item, and no further', () => {
    const box = '   > **Warning:** It is erased.';
    expect(
      warnings(
        `# T\n\n1. Stop it:\n\n${box}\n\n${sh('systemctl stop a', '   ')}\n2. Wipe it:\n\n${sh('rm -rf /a', '   ')}\n`,
      ),
    ).toEqual({ 'Stop it': ['Warning: It is erased.'], 'Wipe it': [] });
  });

  it('at the margin below an item, which keeps its command', () => {
    const list = `1. Stop it:\n\n${sh('systemctl stop a', '   ')}\n\n2. Wipe it.\n\n`;
    expect(warnings(`# T\n\n## Steps\n\n${list}:::danger\nIt is erased.\n:::\n\n${sh('rm -rf /a', '   ')}\n`)).toEqual({
      'Stop it': [],
      'Wipe it.': ['It is erased.'],
    });
  });

  it('right behind its command', () => {
    const { steps, caveats } = parseRunbook(`# T\n\n## Wipe\n\n${sh('rm -rf /a')}\n\n:::warning\nAll of it.\n:::\n`);
    expect(steps[0]!.warnings).toEqual(['All of it.']);
    expect(caveats).toEqual([expect.objectContaining({ kind: 'warning', line: 5 })]);
  });

  it('above the parts that it is said of', () => {
    const text = `# T\n\n## Restore\n\n> [!WARNING]\n> Only at night.\n\n### Stop\n\n${sh('systemctl stop a')}\n\n### Wipe\n\n${sh('rm -rf /a')}\n`;
    expect(warnings(text)).toEqual({ Stop: ['Only at night.'], Wipe: [] });
  });

  it('and talk of warnings is none', () => {
    const text = `# T\n\n## One\n\nWarning messages are logged. The **warning** light is on.\n\n> **Note:** fine.\n\n{{< alert color="info" >}}\nFine.\n{{< /alert >}}\n\n${sh('systemctl stop a')}\n`;
    expect(warnings(text)).toEqual({ One: [] });
  });
});

describe('what is to be done before anything runs is a warning', () => {
  const below = (text: string): readonly string[] | undefined =>
    warnings(`# T\n\n## One\n\n${text}\n\n${sh('rm -rf /srv/a')}\n`).One;
  it.each([
    'BEFORE RUNNING, take a backup.',
    'PRIOR TO EXECUTING this, take a backup.',
    '**Before you run this:** take a backup.',
  ])('%s', (text) => expect(below(text)).toEqual([expect.stringContaining('take a backup')]));

  it.each(['Before running it, look at the log.', 'BEFORE it was moved, it ran here.', '**Before:** 3 replicas'])(
    'but not %s',
    (text) => expect(below(text)).toEqual([]),
  );
});
