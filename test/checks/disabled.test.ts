import { describe, expect, it } from 'vitest';
import { checkRunbook } from '../../src/checks/checks.ts';
import { disableComments } from '../../src/checks/disableComments.ts';
import { disableCheckEdit } from '../../src/checks/disableEdit.ts';
import { readMarkdown } from '../../src/markdown/markdown.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { LineIndex } from '../../src/text/lineIndex.ts';

const options = { exists: () => false };
const codes = (text: string): string[] => checkRunbook(text, options).map(({ code }) => code);

describe('a comment', () => {
  it.each([
    ['on the line', '[a](gone.md) <!-- breakwater-disable-line dead-link -- moved soon -->\n'],
    ['above it', '<!-- breakwater-disable-next-line dead-link -->\n[a](gone.md)\n'],
    ['for the file', '[a](gone.md)\n\n<!-- breakwater-disable-file dead-link -->\n'],
    [
      'above a block',
      '<!-- breakwater-disable-next-line root-prompt -- they are comments -->\n```sh\n# systemctl restart nginx\n```\n',
    ],
  ])('%s disables', (_, text) => {
    expect(codes(text)).toEqual([]);
  });

  it.each([
    ['with a reason over two lines', '<!-- breakwater-disable-next-line dead-link --\nmoved\nsoon -->\n[a](gone.md)\n'],
    [
      'in a paragraph, over two lines',
      'x <!-- breakwater-disable-next-line dead-link -- moved\n  soon -->\n[a](gone.md)\n',
    ],
    ['behind code', '`ls` and \\` [a](gone.md) <!-- breakwater-disable-line dead-link -->\n'],
    ['in a quote', '> [a](gone.md) <!-- breakwater-disable-line dead-link -->\n'],
    ['in a table', '| a | b |\n| - | - |\n| `x` | [a](gone.md) <!-- breakwater-disable-line dead-link --> |\n'],
    ['with no space', '[a](gone.md)<!--breakwater-disable-line dead-link-->\n'],
  ])('%s disables, too', (_, text) => {
    expect(codes(text)).toEqual([]);
  });

  it.each([
    ['names another check', '[a](gone.md) <!-- breakwater-disable-line dead-image -->\n', true],
    ['names none', '[a](gone.md) <!-- breakwater-disable-line -->\n', true],
    ['stands at another line', '<!-- breakwater-disable-line dead-link -->\n\n[a](gone.md)\n', true],
    ['is code', '```html\n<!-- breakwater-disable-file dead-link -->\n```\n\n[a](gone.md)\n', false],
    ['is indented code', 'x\n\n    <!-- breakwater-disable-file dead-link -->\n\n[a](gone.md)\n', false],
    ['is inline code', '[a](gone.md) `<!-- breakwater-disable-line dead-link -->`\n', false],
    ['is inline code with backticks', '[a](gone.md) ``x ` <!-- breakwater-disable-line dead-link -->``\n', false],
    ['is inline code over two lines', '[a](gone.md) `x\ny <!-- breakwater-disable-file dead-link -->`\n', false],
    ['is escaped', '[a](gone.md) \\<!-- breakwater-disable-line dead-link -->\n', false],
    ['is not closed', '[a](gone.md) <!-- breakwater-disable-line dead-link\n\nx\n', false],
    ['names it in its reason', '[a](gone.md) <!-- breakwater-disable-line secret -- not dead-link -->\n', true],
  ])('that %s disables nothing', (_, text, isComment) => {
    expect(codes(text).sort()).toEqual(isComment ? ['dead-link', 'unused-suppression'] : ['dead-link']);
  });

  it.each([
    ['a misspelt code', 'dead-lnk', 'dead-lnk', 'Did you mean "dead-link"?'],
    ['no code', '', '<!-- breakwater-disable-line -->', 'names no check'],
    ['no code but a reason', '-- dead-link', '<!-- breakwater-disable-line -- dead-link -->', 'names no check'],
    ['what reports nothing there', 'dead-link, secret', 'secret', 'Unused suppression: secret reports nothing here'],
  ])('is reported for %s', (_, names, marked, message) => {
    const text = `[a](gone.md) <!-- breakwater-disable-line ${names}`.trimEnd() + ' -->\n';
    const found = checkRunbook(text, options).filter(({ code }) => code === 'unused-suppression');
    expect(found.map(({ range }) => text.slice(range.start, range.end))).toEqual([marked]);
    expect(found[0]!.message).toContain(message);
  });

  it.each([
    ['the links are not looked up', 'dead-link', {}],
    ['the document is no runbook of ours', 'no-owner', options],
    ['the finding depends on the day', 'review-overdue', { ...options, asRunbook: true }],
    ['the finding depends on the machine', 'tool-missing', { ...options, onPath: () => true }],
  ])('is not called unused where %s', (_, code, given) => {
    const text = `<!-- breakwater-disable-file ${code} -->\n# A\n\n[a](https://a.example)\n`;
    const found = checkRunbook(text, given).filter((one) => one.code === 'unused-suppression');
    expect(found).toEqual([]);
  });

  it.each([
    ['many dashes', `<!-- breakwater-disable-line dead-link ${'a-- '.repeat(40_000)}`],
    ['many dashes and an end', `<!-- breakwater-disable-line dead-link ${'a-- '.repeat(40_000)}-->`],
    ['many blanks', `<!-- breakwater-disable-line${' '.repeat(160_000)}x`],
    ['many openings', `[a](b) breakwater-disable-line ${'<!-- '.repeat(32_000)}`],
    ['many backticks', `breakwater-disable-file ${Array.from({ length: 500 }, (_, i) => '`'.repeat(i)).join(' ')}`],
  ])('is read to its end, which with the square of the length would take minutes: %s', (_, text) => {
    const { nodes } = readMarkdown(text.slice(0, 100), { inlines: true });
    for (const type of ['inline', 'html_block'] as const)
      expect(() => disableComments(text, [{ ...nodes[0]!, type, line: 1, endLine: 1, children: [] }])).not.toThrow();
  });
});

describe('disabling a check', () => {
  it.each([
    ['in a list, which stays one', '1. [a](gone.md)\n2. `ls`\n', 'line'],
    ['in a table', '| a |\n| --- |\n| [a](gone.md) |\n', 'line'],
    ['in a heading', '# [a](gone.md)\n\n1. x\n', 'line'],
    ['in the file', '---\nowner: a\n---\n# A\n\n1. [a](gone.md)\n', 'file'],
    ['in a file without front matter', '1. [a](gone.md)\r\n', 'file'],
  ] as const)('%s changes no step', (_, text, scope) => {
    const [finding] = checkRunbook(text, options);
    const after = applyEdits(text, [disableCheckEdit(text, finding!, scope)!]);
    expect(codes(after)).toEqual([]);
    expect(parseRunbook(after).steps.map(({ title }) => title)).toEqual(
      parseRunbook(text).steps.map(({ title }) => title),
    );
    // Once more, it joins the comment that is there.
    const twice = applyEdits(after, [disableCheckEdit(after, { ...finding!, code: 'secret' }, scope)!]);
    expect(twice).toContain('dead-link, secret -- reason');
  });

  it('is not possible for a line of front matter', () => {
    const finding = { code: 'bad-front-matter', range: { start: 4, end: 5 } };
    expect(disableCheckEdit('---\na: b\n---\n', finding, 'line')).toBeUndefined();
  });

  it.each([
    ['a fence', '# A\n\n```sh\n# systemctl restart nginx\n```\n', 'root-prompt', 5],
    ['a fence in a list', '1. a\n\n   ```sh\n   # systemctl restart nginx\n   ```\n2. b\n', 'root-prompt', 5],
    ['a fence in a quote', '> a\n>\n> ```sh\n> # systemctl restart nginx\n> ```\n', 'root-prompt', 4],
    ['indented code', '# A\n\nRun:\n\n    $ ls\n    $ rm -rf /tmp/x\n', 'secret-literal', 6],
    ['indented code in a list', '1. Run:\n\n       $ ls\n       $ rm x\n2. b\n', 'secret-literal', 4],
    ['a span of code over two lines', '# A\n\n1. Run `rm -rf\n   [a](gone.md)` and [b](gone.md)\n', 'dead-link', 3],
    ['a heading that is closed', '# T\n\n## [a](gone.md) ##\n\n1. x\n', 'dead-link', 3],
    ['the first line, behind a byte order mark', '\uFEFF# A\n\n1. x\n', 'secret', 1],
  ])('writes into no command or code: %s', (_, text, code, line) => {
    const start = new LineIndex(text).lineStart(line) + 4;
    for (const scope of ['line', 'file'] as const) {
      const edit = disableCheckEdit(text, { code, range: { start, end: start + 1 } }, scope);
      if (!edit) continue;
      const after = applyEdits(text, [edit]);
      const read = (of: string) => {
        const { steps, blocks } = parseRunbook(of);
        const all = [...blocks, ...steps.flatMap((step) => step.blocks)];
        return [steps.map(({ title }) => title), all.map(({ commands, content }) => [commands, content])];
      };
      expect(read(after)).toEqual(read(text));
      expect(after.startsWith('\uFEFF')).toBe(text.startsWith('\uFEFF'));
      expect(disableComments(after, readMarkdown(after, { inlines: true }).nodes)).toHaveLength(1);
    }
  });

  it('is offered for a block, above it', () => {
    const text = '> ```sh\n> # systemctl restart nginx\n> ```\n';
    const [finding] = checkRunbook(text, options);
    const after = applyEdits(text, [disableCheckEdit(text, finding!, 'line')!]);
    expect(after).toBe(`> <!-- breakwater-disable-next-line ${finding!.code} -- reason -->\n${text}`);
    expect(codes(after)).toEqual([]);
  });
});
