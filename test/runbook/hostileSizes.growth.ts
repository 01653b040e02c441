import { expect, test } from 'vitest';
import { checkRunbook } from '../../src/checks/checks.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { renderRunbook } from '../../src/runbook/render.ts';
import { workOf } from '../support/work.ts';

const each = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('');

const ordinary =
  '## Section\n\nRun **this** and look:\n\n1. Do it\n\n   ```console\n   $ kubectl -n <ns> get pods\n   NAME   READY\n   ```\n\n- [ ] Box\n\n';

/** Inputs of `n` parts that were quadratic, or would be with a careless reader. */
const inputs: Readonly<Record<string, (n: number) => string>> = {
  'an ordinary document': (n) => ordinary.repeat(n / 4),
  'blanks on a line': (n) => '<pod> '.repeat(n),
  'blanks in a command': (n) => `\`\`\`sh\n${'<pod> '.repeat(n)}\n\`\`\`\n`,
  'details in details': (n) => '<details>\n\n'.repeat(n) + '</details>\n\n'.repeat(n),
  'details that nothing closes': (n) => '<details>\n\n'.repeat(n),
  'summaries in one block of HTML': (n) => '<details><summary>'.repeat(n),
  'comments in one block of HTML': (n) => `<div>${'<!-- a -->'.repeat(n)}`,
  'closing colons': (n) => ':::\n\n'.repeat(n),
  'closing colons in one paragraph': (n) => ':::\n'.repeat(n),
  'notes in notes': (n) => ':::note\n\n'.repeat(n) + ':::\n\n'.repeat(n),
  'short codes in short codes': (n) => '{{< tab >}}\n\n'.repeat(n) + '{{< /tab >}}\n\n'.repeat(n),
  'items of a list': (n) => each(n, (i) => `${i + 1}. Run ${i}\n`),
  'a list cut by fences': (n) => each(n, (i) => `${i + 1}. Run ${i}:\n\`\`\`sh\nls\n\`\`\`\n`),
  tasks: (n) => '- [ ] Look\n'.repeat(n),
  'back-ticks': (n) => '`'.repeat(n * 3),
  'back-ticks in a heading': (n) => `# ${'`a '.repeat(n)}\n`,
  'braces in a heading': (n) => `# ${'{{< a '.repeat(n)}\n`,
  'numbered headings': (n) => each(n, (i) => `## ${i + 1}. Run it\n\n`),
  'equal titles': (n) => '# a\n\n1. Run\n\n'.repeat(n),
  'code of AsciiDoc that nothing closes': (n) => '[source,sh]\n----\n\n```\n```\n\n'.repeat(n),
  'indented bodies': (n) => '=== "a"\n\n    ```sh\n    ls\n    ```\n\n'.repeat(n),
  functions: (n) => `\`\`\`sh\n${each(n, (i) => `f${i}() { ls; }\n`)}\`\`\`\n`,
  'functions that call each other': (n) => `\`\`\`sh\n${each(n, (i) => `f${i}() { f${i + 1}; }\n`)}f0\n\`\`\`\n`,
  'aliases of each other': (n) => `\`\`\`sh\n${each(n, (i) => `alias a${i}=a${i + 1}\n`)}a0\n\`\`\`\n`,
  'ways in headings': (n) => `# A\n\n${each(n, (i) => `## Option ${i}\n\n\`\`\`sh\ntouch ${i}\n\`\`\`\n\n`)}`,
  'ways in tabs': (n) => `# A\n\n${each(n, (i) => `=== "t${i}"\n\n    \`\`\`sh\n    touch ${i}\n    \`\`\`\n\n`)}`,
  'opened files': (n) => `# A\n\n${each(n, (i) => `In it:\n\n\`\`\`sh\nnano file${i}\nX=1\n\`\`\`\n\n`)}`,
  'links to nowhere': (n) => each(n, (i) => `[a](#b${i})\n`),
};

function work(text: string): number {
  return workOf(() => {
    const runbook = parseRunbook(text);
    JSON.stringify(renderRunbook(text, runbook));
    checkRunbook(text);
  });
}

test.each(Object.entries(inputs))(
  '%s: eight times the text is no more than linear work, and no overflow',
  (_, make) => {
    const [few, many] = [300, 2400];
    work(make(few));
    const small = Math.min(...Array.from({ length: 3 }, () => work(make(few))));
    // The collector's work for other tests of the process counts too: quadratic work is so each time.
    let large = Infinity;
    for (let round = 0; round < 3 && large / Math.max(small, 6) >= 32; round++)
      large = Math.min(large, work(make(many)));
    // Quadratic work would be 64 times as much; below a few milliseconds the clock says nothing.
    expect(large / Math.max(small, 6)).toBeLessThan(32);
  },
  // It counts work, not time; a busy machine may take long for it.
  120_000,
);
