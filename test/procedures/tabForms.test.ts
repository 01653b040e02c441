import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string, info = ''): string => `\`\`\`bash${info}\n${command}\n\`\`\`\n`;
const indented = (command: string): string => `    ${sh(command).trimEnd().replaceAll('\n', '\n    ')}\n`;

/** Names of the ways that a text offers, in order. */
function ways(text: string): readonly string[] {
  return (parseRunbook(text).caveats ?? []).filter(({ kind }) => kind === 'alternative').map(({ text: name }) => name);
}

test.each([
  ['Material, double quotes', `=== "A"\n\n${indented('one')}\n=== "B"\n\n${indented('two')}`],
  ['Material, single quotes', `=== 'A'\n\n${indented('one')}\n=== 'B'\n\n${indented('two')}`],
  ['Material, code groups of a list', `- Do it\n\n    === 'A'\n\n        one\n\n    === 'B'\n\n        two\n`],
  ['PyMdown blocks', `/// tab | A\n\n${sh('one')}\n///\n\n/// tab | B\n\n${sh('two')}\n///\n`],
  [
    'Docusaurus, labels in values',
    `<Tabs defaultValue="b" values={[{label:'A',value:'a'},{value:'b', label:'B'}]}>\n<TabItem value="a">\n\n${sh('one')}\n</TabItem>\n<TabItem value="b">\n\n${sh('two')}\n</TabItem>\n</Tabs>\n`,
  ],
  [
    'Docusaurus, tags in one line',
    `<Tabs><TabItem value="A">\n\n${sh('one')}\n</TabItem><TabItem value="B">\n\n${sh('two')}\n</TabItem></Tabs>\n`,
  ],
  ['VitePress', `::: code-group\n\n${sh('one', ' [A]')}\n${sh('two', ' [B]')}\n:::\n`],
  ['VuePress', `::: code-tabs\n\n@tab A\n\n${sh('one')}\n@tab B\n\n${sh('two')}\n:::\n`],
  ['DocFX', `# [A](#tab/a)\n\n${sh('one')}\n# [B](#tab/b)\n\n${sh('two')}\n---\n\n${sh('after')}`],
  ['GitLab', `::Tabs\n\n:::TabTitle A\n\n${sh('one')}\n:::TabTitle B\n\n${sh('two')}\n::EndTabs\n`],
  ['Mintlify, code', `<CodeGroup>\n\n${sh('one', ' A')}\n${sh('two', ' B')}\n</CodeGroup>\n`],
  ['Mintlify, tabs', `<Tabs>\n<Tab title="A">\n${sh('one')}</Tab>\n<Tab title="B">\n${sh('two')}</Tab>\n</Tabs>\n`],
  ['Docsify', `<!-- tabs:start -->\n\n#### **A**\n\n${sh('one')}\n#### **B**\n\n${sh('two')}\n<!-- tabs:end -->\n`],
  ['Sphinx', `.. tab:: A\n\n${sh('one')}\n.. tab:: B\n\n${sh('two')}`],
  ['Sphinx, in a group', `.. tabs::\n\n.. group-tab:: A\n\n${sh('one')}\n.. group-tab:: B\n\n${sh('two')}`],
  [
    'Sphinx design',
    `.. tab-set::\n\n.. tab-item:: A\n\n${sh('one')}\n.. tab-item:: B\n\n${sh('two')}\n## After\n\n${sh('x')}`,
  ],
])('tabs of %s are alternatives', (_, text) => {
  expect(ways(`# T\n\n${text}`)).toEqual(['A', 'B']);
});

test('what follows a group belongs to none of its tabs, and another group is a choice of its own', () => {
  const group = `# [A](#tab/a)\n\n${sh('one')}\n# [B](#tab/b)\n\n${sh('two')}\n---\n\n`;
  const { caveats = [] } = parseRunbook(`# T\n\n${group}${sh('between')}\n${group}${sh('after')}`);
  expect(caveats.map(({ others }) => others)).toEqual([['B'], ['A'], ['B'], ['A']]);
  expect(Math.max(...caveats.map(({ endLine }) => endLine))).toBeLessThan(36);
});

test.each([
  ['other directives', `.. note:: A\n\n${sh('one')}\n.. note:: B\n\n${sh('two')}`],
  ['one tab', `=== 'A'\n\n${indented('one')}`],
  ['a group of one block', `::: code-group\n\n${sh('one', ' [A]')}\n:::\n`],
  ['blocks one behind the other', `${sh('one')}\n${sh('two')}`],
  ['headings that are links', `## [A](#a)\n\n${sh('one')}\n## [B](#b)\n\n${sh('two')}`],
  ['a tab and its output', `=== 'Command'\n\n${indented('one')}\n=== 'Output'\n\n${indented('two')}`],
  ['boxes', `::: tip\n\n${sh('one')}\n:::\n\n::: tip\n\n${sh('two')}\n:::\n`],
  [
    'steps of Mintlify',
    `<Steps>\n<Step title="A">\n${sh('one')}</Step>\n<Step title="B">\n${sh('two')}</Step>\n</Steps>\n`,
  ],
])('%s: no choice', (_, text) => {
  expect(ways(`# T\n\n${text}`)).toEqual([]);
});
