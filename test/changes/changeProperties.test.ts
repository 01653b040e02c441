import { describe, expect, it, vi } from 'vitest';
import { fixAll } from '../../src/lint/fix.ts';
import { rules } from '../../src/rules/index.ts';
import { pages } from '../../src/rules/pages.ts';
import { loadParser } from '../../src/parser/parse.ts';
import { applyEdits } from '../../src/text/edit.ts';
import { fixesOf, lintInMemory } from '../rules/harness.ts';

vi.setConfig({ testTimeout: 60_000 });

const ids = new Set(rules.map(({ id }) => id));

/** Faulty code in every form that the pages show. */
const examples = Object.entries(pages).flatMap(([id, page]) =>
  [...page.split('## Correct')[0]!.matchAll(/^```tsx?\n([\s\S]*?)^```$/gm)].map(
    ([, text], n) => [`${id} ${n + 1}`, text!] as const,
  ),
);
/** All of them in one file: names in scopes of their own, imports in front. */
const together = (() => {
  const imports = new Set<string>();
  const bodies = examples.map(([, text]) =>
    text.replace(/^import [^;]*;\n/gm, (line) => {
      imports.add(line);
      return '';
    }),
  );
  return { imports, bodies };
})();

const lint = (text: string) => lintInMemory(text, { preset: 'all' });
const commentsOf = async (text: string): Promise<string[]> =>
  (await loadParser())(`${text}\n// breakwater-`, '/project/src/file.ts').comments.map(({ value }) =>
    value.replace(/\s+/g, ' '),
  );
const textsOf = (text: string): string[] => text.match(/'(?:[^'\\\n]|\\.)*'/g) ?? [];

describe.each(examples)('changes to the example of %s', (_, plain) => {
  // Comments at the ends of lines, where edits are made.
  const text = plain.replace(/([;{])$/gm, (_end, mark: string, at: number) => `${mark} // note ${at}`);

  it('parse, and keep comments and texts', async () => {
    const { messages } = await lint(text);
    const parse = await loadParser();
    for (const message of messages) {
      for (const { edits, title } of fixesOf(message)) {
        const after = applyEdits(text, edits);
        expect(parse(after, '/project/src/file.ts').errors, `${title}:\n${after}`).toEqual([]);
        expect(await commentsOf(after), `${title}:\n${after}`).toEqual(expect.arrayContaining(await commentsOf(text)));
        const kept = textsOf(after);
        const lost = textsOf(text).filter((one) => !kept.includes(one));
        expect(lost, `${title}:\n${after}`).toEqual([]);
      }
    }
  });

  it('have the line ends of the file', async () => {
    const windows = text.replaceAll('\n', '\r\n');
    for (const message of (await lint(windows)).messages) {
      for (const { edits } of fixesOf(message)) {
        for (const { newText } of edits) expect(newText).not.toMatch(/(?<!\r)\n/);
      }
    }
  });

  it.each([
    ['fixes', new Set<string>()],
    ['fixes and suggestions', ids],
  ])('made twice are the same as once: %s', async (__, chosen) => {
    const once = await fixAll(text, lint, chosen);
    const twice = await fixAll(once.text, lint, chosen);
    expect(twice.text).toBe(once.text);
    expect(once.result.messages.length).toBeLessThanOrEqual((await lint(text)).messages.length);
  });
});

it('changes to many findings of one file are merged or follow one another', async () => {
  const { imports, bodies } = together;
  const functions = bodies.filter((body) => !/^(?:import|declare)\b/m.test(body) && !/^await\b/m.test(body));
  const text = [...imports].join('') + functions.map((body, n) => `export namespace part${n} {\n${body}}\n`).join('\n');
  expect((await loadParser())(text, '/project/src/file.ts').errors).toEqual([]);
  const { messages } = await lint(text);
  expect(messages.length).toBeGreaterThan(10);
  const fixed = await fixAll(text, lint, ids);
  expect((await loadParser())(fixed.text, '/project/src/file.ts').errors, fixed.text).toEqual([]);
  expect(fixed.result.messages.length).toBeLessThan(messages.length);
  expect((await fixAll(fixed.text, lint, ids)).text).toBe(fixed.text);
});
