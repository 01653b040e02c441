import fc from 'fast-check';
import { posix, win32 } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { parseRunbookLink, valuesFromLink } from '../../src/surroundings/runbookLink.ts';

const parsed = (query: string): unknown => {
  const link = parseRunbookLink(query);
  return typeof link === 'string' ? link : [link.runbook, Object.fromEntries(link.values)];
};

describe('a link that opens a runbook', () => {
  it.each([
    ['runbook=docs/failover.md', ['docs/failover.md', {}]],
    ['runbook=docs/fail over.md&host=db-2&ns=a=b', ['docs/fail over.md', { host: 'db-2', ns: 'a=b' }]],
    ['host=db-2;rm -rf /&runbook=a.md&&flag', ['a.md', { host: 'db-2;rm -rf /', flag: '' }]],
    ['runbook=a.md&constructor=x', ['a.md', { constructor: 'x' }]],
    ['runbook=..a/b..md.md', ['..a/b..md.md', {}]],
  ])('reads %j', (query, expected) => {
    expect(parsed(query)).toEqual(expected);
  });

  it.each([
    ['', "The link doesn't name a runbook."],
    ['runbook=&host=a', "The link doesn't name a runbook."],
    ['runbook=a.md&runbook=b.md', 'The link names `runbook` twice.'],
    ['runbook=a.md&host=a&host=b', 'The link names `host` twice.'],
    ['runbook=../a.md', "`../a.md` is outside the workspace, so it isn't opened."],
    ['runbook=docs/../../a.md', "`docs/../../a.md` is outside the workspace, so it isn't opened."],
    ['runbook=/etc/a.md', "`/etc/a.md` is outside the workspace, so it isn't opened."],
    ['runbook=C:/a.md', "`C:/a.md` is outside the workspace, so it isn't opened."],
    ['runbook=\\\\host\\a.md', "`\\\\host\\a.md` is outside the workspace, so it isn't opened."],
    ['runbook=file:///a.md', "`file:///a.md` is outside the workspace, so it isn't opened."],
    ['runbook=~/a.md', "`~/a.md` is outside the workspace, so it isn't opened."],
    ['runbook=.env', "`.env` isn't a Markdown file, so it isn't opened."],
    ['runbook=a.md&=x', 'The link has a value without a usable name.'],
    ['runbook=a.md&host=a\nb', "The value of `host` in the link holds characters that can't be shown."],
    ['runbook=a.md&host=a\u202eb', "The value of `host` in the link holds characters that can't be shown."],
    [`runbook=a.md&host=${'x'.repeat(501)}`, 'The value of `host` in the link is too long.'],
  ])('refuses %j with a sentence', (query, sentence) => {
    expect(parsed(query)).toBe(sentence);
  });

  it('never names a path that leaves the workspace', () => {
    const piece = fc.constantFrom('..', '.', '/', '\\', 'a', '.md', '%2e', ':', '~', '\0', '&', '=', 'runbook=');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const link = parseRunbookLink(`runbook=${pieces.join('')}`);
        if (typeof link === 'string') return;
        expect(posix.resolve('/w', link.runbook)).toMatch(/^\/w\//);
        expect(win32.resolve('C:\\w', link.runbook)).toMatch(/^C:\\w\\/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('values of a link', () => {
  const text = ['# Failover', '', '## Go', '', '```sh', 'promote <host> --token <api-token> --size <size>', '```'].join(
    '\n',
  );
  const inputs = parseRunbook(text).placeholders;
  const fill = (values: Record<string, string>, present: Record<string, string> = {}): unknown => {
    const filled = valuesFromLink(new Map(Object.entries(values)), inputs, new Map(Object.entries(present)));
    return [Object.fromEntries(filled.values), filled.refused];
  };

  it('fill in inputs of the runbook that have no value yet', () => {
    expect(fill({ host: 'db-2' })).toEqual([{ host: 'db-2' }, []]);
    expect(fill({ host: 'db-2' }, { host: '' })).toEqual([{ host: 'db-2' }, []]);
    expect(fill({ host: 'db-2' }, { host: 'db-2' })).toEqual([{}, []]);
    expect(fill({ host: 'db-2' }, { host: 'db-1' })).toEqual([{}, ['`host` keeps the value that is set already.']]);
  });

  it('are refused for secrets, and for names that the runbook does not have', () => {
    expect(fill({ 'api-token': 'x' })).toEqual([{}, ["`api-token` is a secret, which a link can't set."]]);
    expect(fill({ constructor: 'x', PATH: '/tmp' })).toEqual([
      {},
      ["`constructor` isn't an input of this runbook.", "`PATH` isn't an input of this runbook."],
    ]);
  });

  it('must fit what the input takes', () => {
    const of = (type: 'number' | 'choice', value: string): unknown =>
      valuesFromLink(
        new Map([['n', value]]),
        [{ name: 'n', form: 'angle', type, blocks: [], ...(type === 'choice' ? { choices: ['a', 'b'] } : {}) }],
        new Map(),
      ).refused;
    expect(of('number', '3')).toEqual([]);
    expect(of('number', '3; reboot')).toEqual(['`n` must be a number.']);
    expect(of('choice', 'a')).toEqual([]);
    expect(of('choice', 'c')).toEqual(['`n` must be one of a, b.']);
  });
});
