import { describe, expect, it } from 'vitest';
import type { ParsedFile } from '../../src/ast/types.ts';
import { noModules } from '../../src/values/index.ts';
import { makeConfig } from '../../src/lint/config.ts';
import { disableSuggestion } from '../../src/lint/disableComment.ts';
import { lintWith } from '../../src/lint/lint.ts';
import { analyze } from '../detectors/analyze.ts';
import { loadParser } from '../../src/parser/parse.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { defineRule } from '../../src/rules/defineRule.ts';

const config = makeConfig();
const parse = await loadParser();
const facts = (file: ParsedFile) => analyze(file, noModules);
const told = (text: string, path = '/p/a.ts') =>
  lintWith({ parse, facts }, { path, text }, config).messages.map(({ ruleId, start, end }) => [
    ruleId,
    `${start.line}:${start.column}`,
    `${end.line}:${end.column}`,
  ]);

describe('lint', () => {
  it('places findings in lines and columns, whatever ends the lines', async () => {
    expect(told('const x = 1;\r\nfetch("https://a.example");\r\n')).toEqual([['unwrapped-network-call', '2:1', '2:6']]);
    expect(told('\uFEFFfetch("https://a.example");')).toEqual([['unwrapped-network-call', '1:1', '1:6']]);
  });

  it('gives one finding for a text that does not parse', async () => {
    expect(told('fetch("https://a.example");\nconst = 1;\nconst = 2;')).toEqual([['parse-error', '2:7', '2:8']]);
    expect(told('\u0000\u0001')).toHaveLength(1);
    expect(told('')).toEqual([]);
  });

  it.each([
    ['a call', 'fetch("https://a.example");\n'],
    [
      'a client',
      'import axios from "axios";\nimport pRetry from "p-retry";\npRetry(() => axios.get("https://a.example"));\n',
    ],
    ['lines that end otherwise', 'fetch("https://a.example", {\r\n  method: "PUT",\r\n});\r\n'],
    ['no finding', 'export const a = 1;\n'],
  ])('gives the same findings where suggestions are worked out later: %s', (_, text) => {
    const document = { path: '/p/a.ts', text };
    const now = lintWith({ parse, facts }, document, config);
    const later = lintWith({ parse, facts }, document, config, true);
    expect(JSON.parse(JSON.stringify(later))).toEqual(JSON.parse(JSON.stringify(now)));
  });

  it('works suggestions out when they are read, and once', () => {
    let times = 0;
    const slow = defineRule({
      id: 'slow',
      description: 'nothing',
      severity: 'error',
      preset: 'recommended',
      hasSuggestions: true,
      check: () => [
        { range: { start: 0, end: 1 }, message: 'slow', suggestions: () => [{ title: `${++times}`, edits: [] }] },
      ],
    });
    const document = { path: '/p/a.ts', text: 'x;' };
    const [message] = lintWith({ parse, facts }, document, makeConfig({}, '/p', [slow]), true).messages;
    expect(times).toBe(0);
    expect(message!.suggestions).toEqual([{ title: '1', edits: [] }]);
    expect(message!.suggestions).toHaveLength(1);
    expect(times).toBe(1);
    expect(lintWith({ parse, facts }, document, makeConfig({}, '/p', [slow])).messages[0]!.suggestions).toHaveLength(1);
    expect(times).toBe(2);
  });

  it('turns a failing rule into one finding that names it, and runs the others', async () => {
    const failing = defineRule({
      id: 'failing',
      description: 'nothing',
      severity: 'error',
      preset: 'recommended',
      check() {
        throw new TypeError('cannot go on');
      },
    });
    const rules = [failing, ...config.settingsFor('/p/a.ts').map(({ rule }) => rule)];
    const { messages } = lintWith(
      { parse, facts: (file) => analyze(file, noModules) },
      { path: '/p/a.ts', text: 'fetch("https://a.example");' },
      makeConfig({}, '/p', rules),
    );
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(['internal-error', 'unwrapped-network-call']);
    expect(messages[0]!.message).toContain('rule failing failed on this file (cannot go on)');
  });

  it('turns a failing analysis into one finding', async () => {
    const facts = () => {
      throw new RangeError('too deep');
    };
    const { messages } = lintWith({ parse, facts }, { path: '/p/a.ts', text: 'x;' }, config);
    expect(messages.map(({ ruleId }) => ruleId)).toEqual(['internal-error']);
  });
});

describe('a comment that disables a finding', () => {
  it.each([
    ['in plain code', 'function f() {\n  return fetch(u);\n}', '/a.ts'],
    ['in JSX text', 'const x = <p>\n  text {fetch(u)}\n</p>;', '/a.tsx'],
    ['in a template', 'const x = `\n  ${fetch(u)}`;', '/a.ts'],
  ])('silences it %s and changes nothing else', async (_, text, path) => {
    const file = parse(text, path);
    const start = text.indexOf('fetch(u)');
    const after = applyEdits(
      text,
      disableSuggestion(file, { ruleId: 'unwrapped-network-call', range: { start, end: start + 8 } }).edits,
    );
    expect(told(text, path)).toHaveLength(1);
    expect(told(after, path)).toEqual([]);
    expect(after.replace(/ *\/\/ breakwater.*\n|\/\* breakwater.*? \*\/ /, '')).toBe(text);
  });
});
