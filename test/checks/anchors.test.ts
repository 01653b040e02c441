import { expect, test } from 'vitest';
import { checkRunbook } from '../../src/checks/checks.ts';

const dead = (text: string): string[] =>
  checkRunbook(text)
    .filter(({ code }) => code === 'dead-anchor')
    .map(({ message }) => message);

test.each([
  ['a label of MyST', '(restart-it)=\n\n## Restart\n\n[x](#restart-it)\n'],
  ['a label that another file of the project sets', '(a)=\n\n## Restart\n\n[x](#tools:sops)\n'],
  ['a label named in a file without labels', '## Restart\n\n[x](#tools:sops)\n'],
  ['a name given in a directive', '```{figure} a.svg\n:name: fig-x\n```\n\n[x](#fig-x)\n'],
  ['a heading of HTML with an id', '<h3 id="last-step">Last</h3>\n\n[x](#last-step)\n'],
  ['a heading of HTML with spaces around the sign', '<h3 id = "last-step">Last</h3>\n\n[x](#last-step)\n'],
  ['a heading of HTML without an id', '<h3>Last step</h3>\n\n[x](#last-step)\n'],
  ['an id behind a colon', '## Restart\n{: #again }\n\n[x](#again)\n'],
  ['a heading in an indented body', '!!! note\n\n    ### Inside\n\n    ```sh\n    ls\n    ```\n\n[x](#inside)\n'],
  ['an apostrophe in a heading', "## The server's gone\n\n[x](#the-server-39-s-gone)\n"],
  ['an included file', '{% include a.md %}\n\n[x](#from-there)\n'],
  ['an anchor of AsciiDoc', '[[here]]\n== Restart\n\n[x](#here)\n'],
])('%s is known', (_, text) => {
  expect(dead(text)).toEqual([]);
});

test('what is nowhere is reported', () => {
  expect(dead('## Restart\n\n[x](#restrat)\n')).toEqual(['No heading #restrat in this document.']);
  expect(dead('## Restart\n\nText (a)= b.\n\n[x](#a)\n')).toHaveLength(1);
});
