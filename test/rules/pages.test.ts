import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { pages } from '../../src/rules/pages.ts';
import { lintInMemory } from './harness.ts';

interface Example {
  readonly section: string;
  readonly text: string;
  readonly language: string;
}

/** The code blocks of a page with the heading that they stand under. */
function examplesOf(page: string): Example[] {
  const sections = page.split(/^## /m).slice(1);
  return sections.flatMap((part) =>
    [...part.matchAll(/^```(tsx?|jsx?)\n([\s\S]*?)^```$/gm)].map((block) => ({
      section: part.split('\n', 1)[0]!,
      language: block[1]!,
      text: block[2]!,
    })),
  );
}

/** A text with findings underlined below their lines. */
function annotated(text: string, found: readonly string[][]): string {
  return text
    .split('\n')
    .flatMap((line, index) => [line, ...(found[index + 1] ?? []).map((message) => `~~~ ${message}`)])
    .join('\n');
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('the page of %s', (id, rule) => {
  const page = pages[id] ?? '';
  const examples = examplesOf(page);

  it('has what a page has, and names every option', () => {
    const headings = [...page.matchAll(/^## (.*)$/gm)].map((match) => match[1]);
    const options = Object.keys(rule.schema.properties);
    expect(headings).toEqual([
      'What happens in production',
      'Incorrect',
      'Correct',
      'Exceptions',
      'How to fix',
      ...(options.length > 0 ? ['Options'] : []),
      'Sources',
    ]);
    for (const option of options) expect(page).toContain(`- \`${option}\` (default`);
    expect(examples.filter(({ section }) => section === 'Incorrect').length).toBeGreaterThan(0);
    expect(examples.filter(({ section }) => section === 'Correct').length).toBeGreaterThan(0);
  });

  it.each(examples.map((example, index) => [`${example.section} ${index + 1}`, example] as const))(
    'shows what is found in: %s',
    async (_, { section, text, language }) => {
      const path = `/project/src/example.${language}`;
      const { messages } = await lintInMemory(text, { preset: rule.preset }, { path });
      const found: string[][] = [];
      for (const { start, ruleId, message } of messages) (found[start.line] ??= []).push(`${ruleId}: ${message}`);
      const own = messages.filter(({ ruleId }) => ruleId === id);
      expect(own.length > 0).toBe(section === 'Incorrect');
      if (section === 'Correct') expect(messages).toEqual([]);
      expect(annotated(text, found)).toMatchSnapshot();
    },
  );
});
