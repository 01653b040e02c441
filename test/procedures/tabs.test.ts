import { describe, expect, it } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

const block = (text: string, info = 'bash', indent = ''): string =>
  `\`\`\`${info}\n${text}\n\`\`\``.replace(/^/gm, indent);

/** The ways of the page, each with the blocks that stand in it. */
function ways(text: string): string[] {
  const { caveats = [], steps, blocks } = parseRunbook(`# Install\n\n## On a machine\n\n${text}\n`);
  const all = [...steps.flatMap((step) => step.blocks), ...blocks];
  return caveats
    .filter(({ kind }) => kind === 'alternative')
    .map(({ text: name, line, endLine }) => {
      const inside = all.filter((one) => line <= one.line && one.endLine <= endLine);
      return `${name}: ${inside.flatMap(({ commands }) => commands).join(', ')}`;
    });
}

describe('tabs are ways to do the same', () => {
  it.each([
    [
      "MkDocs', in single quotes",
      `=== 'Linux'\n\n${block('one', 'bash', '    ')}\n\n=== 'Mac'\n\n${block('two', 'bash', '    ')}`,
    ],
    [
      "MkDocs', in double quotes",
      `=== "Linux"\n\n${block('one', 'bash', '    ')}\n\n=== "Mac"\n\n${block('two', 'bash', '    ')}`,
    ],
    [
      "Docusaurus', with values in a list",
      `<Tabs values={[{label:'A', value:'l'}]}>\n<TabItem value="Linux">\n\n${block('one')}\n\n</TabItem>\n<TabItem value="Mac">\n\n${block('two')}\n\n</TabItem>\n</Tabs>`,
    ],
    [
      "Docusaurus', in one line",
      `<Tabs><TabItem value="l" label="Linux">\n\n${block('one')}\n\n</TabItem><TabItem value="m" label="Mac">\n\n${block('two')}\n\n</TabItem></Tabs>`,
    ],
    ["VitePress'", `::: code-group\n\n${block('one', 'bash [Linux]')}\n\n${block('two', 'bash [Mac]')}\n\n:::`],
    ["Azure's", `# [Linux](#tab/linux)\n\n${block('one')}\n\n# [Mac](#tab/mac)\n\n${block('two')}\n\n---\n\nGo on.`],
    ["GitLab's", `::Tabs\n\n:::TabTitle Linux\n\n${block('one')}\n\n:::TabTitle Mac\n\n${block('two')}\n\n::EndTabs`],
    [
      "Mintlify's, as code",
      `<CodeGroup>\n\n${block('one', 'bash Linux')}\n\n${block('two', 'bash Mac')}\n\n</CodeGroup>`,
    ],
    [
      "Mintlify's",
      `<Tabs>\n  <Tab title="Linux">\n${block('one', 'bash', '    ')}\n  </Tab>\n  <Tab title="Mac">\n${block('two', 'bash', '    ')}\n  </Tab>\n</Tabs>`,
    ],
  ])('%s', (_, text) => {
    expect(ways(text)).toEqual(['Linux: one', 'Mac: two']);
  });

  it('each group by itself, whatever stands between', () => {
    const group = (a: string, b: string): string =>
      `# [Linux](#tab/linux)\n\n${block(a)}\n\n# [Mac](#tab/mac)\n\n${block(b)}\n\n---`;
    expect(ways(`${group('one', 'two')}\n\n${block('all')}\n\n${group('three', 'four')}`)).toEqual([
      'Linux: one',
      'Mac: two',
      'Linux: three',
      'Mac: four',
    ]);
  });
});

describe('no tabs are', () => {
  it.each([
    ['one alone', `::: code-group\n\n${block('one', 'bash [Linux]')}\n\n:::`],
    ['headings that lead elsewhere', `### [Linux](#linux)\n\n${block('one')}\n\n### [Mac](#mac)\n\n${block('two')}`],
    ['AsciiDoc titles', `== Linux\n\n${block('one')}\n\n== Mac\n\n${block('two')}`],
    [
      'a command and its output',
      `=== "Command"\n\n${block('one', 'bash', '    ')}\n\n=== "Output"\n\n${block('two', 'text', '    ')}`,
    ],
  ])('%s', (_, text) => {
    expect(ways(text)).toEqual([]);
  });
});
