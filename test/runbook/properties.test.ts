import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { expect, test } from 'vitest';
import { checkRunbook } from '../../src/checks/checks.ts';
import { readFrontMatter } from '../../src/runbook/frontMatter.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { renderRunbook } from '../../src/runbook/render.ts';

const commonmark = new MarkdownIt('commonmark');

const line = fc.oneof(
  fc.constantFrom(
    ...[
      '```',
      '```sh',
      '~~~',
      '    code',
      '1. one',
      '- [ ] task',
      '> quote',
      '# H',
      '---',
      '<!--',
      '-->',
      '<details>',
      '</details>',
      '$ ls \\',
      "echo 'open",
      'cat <<EOF',
      'EOF',
      '| a | b |',
      '|---|---|',
      ':::note',
      ':::',
      '!!! tip',
      '   ```',
      '> ```',
      '\t\tx',
      '[a](b)',
      '',
      '',
      '+++',
      '{',
      'x: $(',
      '$ kubectl delete <x> ${Y:-z} {{ z }}',
      '{{#',
      '```sh {"a":"}"}',
      '```{x=',
      'NAME   READY',
    ],
  ),
  fc.string(),
);
const documents = fc.array(line, { maxLength: 40 }).map((lines) => lines.join('\n'));

test('any text is read, checked and drawn; every code block exactly once, where CommonMark sees it', () => {
  fc.assert(
    fc.property(documents, (text) => {
      const runbook = parseRunbook(text);
      const blocks = [...runbook.steps.flatMap((s) => s.blocks), ...runbook.blocks];
      const theirs = commonmark
        .parse(readFrontMatter(text).body, {})
        .filter((t) => t.type === 'fence' || t.type === 'code_block');
      // Below a tag, a fence is one as in MDX; CommonMark reads HTML up to the next blank line.
      const lines = blocks.map((b) => b.line).sort((a, b) => a - b);
      if (/^[\s>]*<\/?details>/m.test(text)) expect(new Set(lines).size).toBe(lines.length);
      else expect(lines).toEqual(theirs.map((t) => t.map![0] + 1));
      const ids = [...blocks.map((b) => b.id), ...runbook.steps.map((s) => `step ${s.id}`)];
      expect(new Set(ids).size).toBe(ids.length);
      expect(JSON.parse(JSON.stringify(renderRunbook(text, runbook)))).toBeInstanceOf(Array);
      for (const { range } of checkRunbook(text)) expect(range.start).toBeLessThanOrEqual(range.end);
    }),
    { numRuns: 400 },
  );
});
