import { expect, test } from 'vitest';
import { safeAddress } from '../../src/runbook/address.ts';
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
