import { expect, test } from 'vitest';
import { safeAddress } from '../../src/text/address.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { renderRunbook } from '../../src/runbook/render.ts';

test('the tree names steps, checks and blocks', () => {
  const text = '# T\n\n## Do\n\n1. Restart `web`\n\n   ```sh\n   ls\n   ```\n\n   - [ ] It is *up*\n';
  const runbook = parseRunbook(text);
  const step = runbook.steps[0]!;
  const list = renderRunbook(text, runbook)[2]!;
  expect(list).toMatchObject({
    kind: 'list',
    ordered: true,
    items: [
      {
        step: step.id,
        children: [
          {
            kind: 'paragraph',
            children: [
              { kind: 'text', text: 'Restart ' },
              { kind: 'code', text: 'web' },
            ],
          },
          { kind: 'block', id: step.blocks[0]!.id },
          {
            kind: 'list',
            items: [
              { check: step.checks[0]!.id, children: [{ children: [{ text: 'It is ' }, { kind: 'emphasis' }] }] },
            ],
          },
        ],
      },
    ],
  });
});

test('alerts of all three kinds, details and tables', () => {
  const text =
    '> [!WARNING]\n> Careful.\n\n!!! tip "Hear"\n\n    Body here.\n\n:::danger\nHot\n:::\n\n<details>\n<summary>More <b>x</b></summary>\n\ninner\n\n</details>\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n';
  expect(renderRunbook(text)).toMatchObject([
    { kind: 'alert', tone: 'warning', children: [{ kind: 'paragraph', children: [{ text: 'Careful.' }] }] },
    { kind: 'alert', tone: 'tip', title: 'Hear', children: [{ children: [{ text: 'Body here.' }] }] },
    { kind: 'alert', tone: 'caution', children: [{ children: [{ text: 'Hot' }] }] },
    { kind: 'alert', tone: 'details', title: 'More x', children: [{ children: [{ text: 'inner' }] }] },
    { kind: 'table', align: ['', 'right'], rows: [[[{ text: '1' }], [{ text: '2' }]]] },
  ]);
});

test('HTML is text, comments are not shown', () => {
  const tree = renderRunbook(
    '<script>alert(1)</script>\n\n<!-- hidden -->\n\na <img src=x onerror=alert(1)> b<br>c <!-- d -->\n',
  );
  expect(tree).toEqual([
    { kind: 'raw', line: 1, text: '<script>alert(1)</script>' },
    {
      kind: 'paragraph',
      line: 5,
      children: [
        { kind: 'text', text: 'a <img src=x onerror=alert(1)> b' },
        { kind: 'break' },
        { kind: 'text', text: 'c ' },
      ],
    },
  ]);
});

test.each([
  'javascript:alert(1)',
  'JaVa\tScript:alert(1)',
  'data:text/html,x',
  'vbscript:x',
  'file:///etc/passwd',
  'command:x',
  '//evil.example',
  '\\\\evil\\x',
  'java%73cript:alert(1)',
  ' \u0001javascript:x',
  'https:evil',
  'blob:x',
  'vscode://x',
])('%s is no address to follow', (address) => {
  expect(safeAddress(address)).toBeUndefined();
  const shown = JSON.stringify(
    renderRunbook(`[a](<${address.replace(/\\/g, '\\\\')}>) ![i](<${address.replace(/\\/g, '\\\\')}>)\n`),
  );
  expect(shown).not.toMatch(/"href"|"source"/);
});

test.each(['https://a.b/c', 'http://a.b', 'mailto:a@b.c', '#x', 'a/b.md#c', '../x.md', '/x'])(
  '%s may be followed',
  (address) => {
    expect(safeAddress(address)).toBe(address);
  },
);

test('no HTML of a document is markup in the tree, wherever it stands', () => {
  const hostile = '<img src=x onerror=alert(1)><script>alert(2)</script><svg onload=alert(3)>';
  const places = [
    hostile,
    `# ${hostile}`,
    `- [ ] ${hostile}`,
    `1. ${hostile}`,
    `> [!NOTE]\n> ${hostile}`,
    `| ${hostile} |\n|---|\n| ${hostile} |`,
    `<details><summary>${hostile}</summary>\n\n${hostile}\n\n</details>`,
    `[${hostile}](a.md "${hostile.replace(/"/g, '')}")`,
    `![${hostile}](a.png)`,
    `\`${hostile}\``,
    `\`\`\`html\n${hostile}\n\`\`\``,
    `!!! note "${hostile}"\n    ${hostile}`,
    `<Tabs>\n${hostile}\n</Tabs>`,
    `**${hostile}** *${hostile}*`,
  ];
  const kinds = new Set<string>();
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (value !== null && typeof value === 'object') {
      const node = value as Record<string, unknown>;
      if (typeof node['kind'] === 'string') kinds.add(node['kind']);
      // Only addresses and text leave the tree; there is no field that a view would take for markup.
      for (const [key, inner] of Object.entries(node)) {
        expect(key).not.toMatch(/html|markup|style|^on/i);
        walk(inner);
      }
    }
  };
  for (const text of places) walk(renderRunbook(`${text}\n`));
  expect([...kinds].filter((kind) => /html/i.test(kind))).toEqual([]);
  expect(kinds).toContain('raw');
});
