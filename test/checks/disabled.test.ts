import { describe, expect, it } from 'vitest';
import { checkRunbook } from '../../src/checks/checks.ts';
import { disableCheckEdit } from '../../src/checks/disabled.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { applyEdits } from '../../src/text/edit.ts';

const options = { exists: () => false };
const codes = (text: string): string[] => checkRunbook(text, options).map(({ code }) => code);

describe('a comment', () => {
  it.each([
    ['on the line', '[a](gone.md) <!-- breakwater-disable-line dead-link -- moved soon -->\n'],
    ['above it', '<!-- breakwater-disable-next-line dead-link -->\n[a](gone.md)\n'],
    ['for the file', '[a](gone.md)\n\n<!-- breakwater-disable-file secret, dead-link -->\n'],
    [
      'above a block',
      '<!-- breakwater-disable-next-line root-prompt -- they are comments -->\n```sh\nls\n# reboot\n```\n',
    ],
  ])('%s disables', (_, text) => {
    expect(codes(text)).toEqual([]);
  });

  it.each([
    ['names another check', '[a](gone.md) <!-- breakwater-disable-line dead-image -->\n'],
    ['names none', '[a](gone.md) <!-- breakwater-disable-line -->\n'],
    ['stands at another line', '<!-- breakwater-disable-line dead-link -->\n\n[a](gone.md)\n'],
    ['is code', '```html\n<!-- breakwater-disable-file dead-link -->\n```\n\n[a](gone.md)\n'],
    ['names it in its reason', '[a](gone.md) <!-- breakwater-disable-line secret -- not dead-link -->\n'],
  ])('that %s disables nothing', (_, text) => {
    expect(codes(text)).toEqual(['dead-link']);
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
});
