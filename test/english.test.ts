import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { libraries } from '../src/libraries/index.ts';
import { rules } from '../src/rules/index.ts';

/** Words of older or translated English. CONTRIBUTING says what to write instead. */
const forbidden = [
  /\banew\b/i,
  /\bfor ever\b/i,
  /\bin (?:its|their) stead\b/i,
  /\bwhom\b/i,
  /\bmend(?:s|ed|ing)?\b/i,
  /\bpeers?\b/i,
  /\bheed(?:s|ed|less)?\b/i,
  /\b(?:lest|whence|thereof|hereby|henceforth)\b/i,
  /\bcomes? late\b/i,
  /\bsay (?:by|to) \d/i,
  /\bput up with\b/i,
  /\bfor want of\b/i,
];

/** Turns of phrase that a page may use in its prose, and a message, label or setting may not. */
const forbiddenInLabels = [
  ...forbidden,
  /\b(?:nobody|somebody)\b/i,
  /\b(?:this|that|there|it) is no [a-z]/i,
  /\bis not there\b/i,
  /\b(?:is|was|were) left out\b/i,
  /\bas well as those\b/i,
  /\btells? (?:whether|to whom)\b/i,
  /\bgoes? on unseen\b/i,
  /\bis not possible\b/i,
  /\bholds? (?:no|a NUL)\b/i,
];

/** Data that others wrote: names of commands, and sources that were read to learn what a library does. */
const notEnglish = /^src\/(?:commands|risk|runbook\/\w*Words|shell\/language|build)\b/;

function offences(text: string, words: readonly RegExp[]): string[] {
  return words.flatMap((word) => word.exec(text)?.[0] ?? []);
}

function filesIn(folder: string, ending: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith(ending));
  return names.map((name) => `${folder}/${name.replaceAll('\\', '/')}`);
}

/** The strings of a source file that hold more than one word, without imports and citations. */
function sentencesOf(path: string): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return;
    if (ts.isPropertyAssignment(node) && /^sources?$/.test(node.name.getText())) return;
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      if (/[a-z] [a-z]/i.test(node.text)) found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  const file = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  ts.forEachChild(file, visit);
  return found;
}

/** Every string of a JSON value. */
function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

describe('plain English', () => {
  it('in every sentence of the source', () => {
    const found = filesIn('src', '.ts')
      .filter((path) => !notEnglish.test(path))
      .flatMap((path) => sentencesOf(path).map((text) => ({ path, text, words: offences(text, forbiddenInLabels) })))
      .filter(({ words }) => words.length > 0);
    expect(found).toEqual([]);
  });

  it('in the manifest and the snippets', () => {
    const { description, capabilities, contributes } = manifest;
    const snippets: unknown = JSON.parse(readFileSync('snippets/runbook.json', 'utf8'));
    const found = stringsIn([description, capabilities, contributes, snippets]).filter(
      (text) => offences(text, forbiddenInLabels).length > 0,
    );
    expect(found).toEqual([]);
  });

  it.each(['README.md', 'CHANGELOG.md', ...filesIn('src/rules', '.md'), ...filesIn('media/templates', '.md')])(
    'in %s',
    (path) => {
      const text = readFileSync(path, 'utf8');
      expect(offences(text, forbidden)).toEqual([]);
      const headings = text.match(/^#.*$/gm) ?? [];
      expect(headings.flatMap((heading) => offences(heading, forbiddenInLabels))).toEqual([]);
    },
  );

  it('in the pictures of the walkthrough', () => {
    for (const path of filesIn('media/walkthrough', '.svg'))
      expect({ path, words: offences(readFileSync(path, 'utf8'), forbiddenInLabels) }).toEqual({ path, words: [] });
  });

  it('is what the test looks for: it knows the forbidden words', () => {
    expect(offences('A peer that nobody heeds is made anew, for ever', forbiddenInLabels)).toHaveLength(5);
    expect(offences('The command is stopped, then started again', forbiddenInLabels)).toEqual([]);
  });
});

describe('messages of rules', () => {
  const snapshot = readFileSync('test/rules/__snapshots__/pages.test.ts.snap', 'utf8');
  const messages = [...snapshot.matchAll(/^~~~ ([a-z-]+): (.*)$/gm)].map(([, id, text]) => ({
    id: id!,
    text: text!.replaceAll('\\`', '`'),
  }));

  it.each(rules.map(({ id }) => [id]))('%s: fits beside the code', (id) => {
    const own = messages.filter((message) => message.id === id).map(({ text }) => text);
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((text) => text.length > 160)).toEqual([]);
    // The fact in parentheses at the end is what may be cut off.
    const advice = own.map((text) => text.replace(/ \([^()]*\)\.$/, '.').length);
    expect(Math.min(...advice)).toBeLessThanOrEqual(110);
  });

  it.each(rules.map(({ id, description }) => [id, description]))('%s: is described in one line', (_, description) => {
    expect(description.length).toBeLessThanOrEqual(90);
  });

  it('leave room for what a library does', () => {
    const long = libraries.flatMap(({ name, timeouts = [], defaults = [] }) =>
      [...timeouts.map(({ why }) => why), ...defaults.flatMap(({ timeout, retry }) => [timeout?.why, retry?.why])]
        .filter((why) => why !== undefined && why.length > 125)
        .map((why) => `${name}: ${why}`),
    );
    expect(long).toEqual([]);
  });
});
