import { expect, test } from 'vitest';
import type { Runbook } from '../../src/runbook/model.ts';
import type { Block } from '../../src/blocks/model.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { renderRunbook } from '../../src/runbook/render.ts';

const allBlocks = (runbook: Runbook): Block[] =>
  [...runbook.steps.flatMap((step) => step.blocks), ...runbook.blocks].sort((a, b) => a.line - b.line);
/** Line and commands of each block, containers left out. */
const commands = (text: string): [number, readonly string[]][] =>
  allBlocks(parseRunbook(text))
    .filter((block) => !block.container)
    .map((block) => [block.line, block.commands]);
const titles = (text: string): string[] => parseRunbook(text).steps.map((step) => step.title);
const drawn = (text: string): string => JSON.stringify(renderRunbook(text));

test('the fence in a tab of Material for MkDocs is a block, and no line of it but the commands is one', () => {
  const text =
    '# W\n\n## Do it\n\n=== "Linux"\n\n    ```console\n    echo touch X\n    ```\n\n=== "Other"\n\n    Nothing to do.\n';
  expect(commands(text)).toEqual([[7, ['echo touch X']]]);
  expect(allBlocks(parseRunbook(text)).map((block) => block.line)).toEqual([7, 13]);
  expect(renderRunbook(text).slice(2)).toMatchObject([
    { kind: 'alert', title: 'Linux', children: [{ kind: 'block' }] },
    { kind: 'alert', title: 'Other', children: [{ kind: 'paragraph' }] },
  ]);
});

test('text before a fence in an indented body, more than one fence, a fold', () => {
  const text =
    '??? note "Restart"\n\n    Stop it:\n\n    ```sh\n    systemctl stop web\n    ```\n\n    Start it:\n\n    ```sh\n    systemctl start web\n    ```\n';
  expect(commands(text)).toEqual([
    [5, ['systemctl stop web']],
    [11, ['systemctl start web']],
  ]);
  // What CommonMark sees as one block of code is there as well, once, and is not run.
  expect(allBlocks(parseRunbook(text))[0]).toMatchObject({ line: 3, kind: 'other', commands: [], container: true });
});

test('an indented body right below its mark, which CommonMark reads as a paragraph', () => {
  const text =
    '!!! tip\n    Look first:\n    ```sh\n    kubectl get pods\n\n    kubectl get nodes\n    ```\n\nThen go on.\n';
  expect(commands(text)).toEqual([[3, ['kubectl get pods', 'kubectl get nodes']]]);
  expect(drawn(text)).not.toContain('!!!');
});

test('a body that CommonMark sees half as text and half as code: each fence once', () => {
  const text =
    '??? tip\n    List it:\n    ```sh\n    ls\n    ```\n    It prints:\n\n    ```\n    NAME   AGE\n    a      1d\n    ```\n';
  expect(allBlocks(parseRunbook(text)).map((block) => [block.line, block.kind])).toEqual([
    [3, 'command'],
    [8, 'output'],
  ]);
});

test('tabs in an item of a list', () => {
  const text = '1. Install it\n\n    === "brew"\n\n        ```sh\n        brew install x\n        ```\n\n2. Start it\n';
  expect(titles(text)).toEqual(['Install it', 'Start it']);
  expect(commands(text)).toEqual([[5, ['brew install x']]]);
});

test('a fence that stands too far to the right is a fence; a heredoc that holds one is a command', () => {
  expect(commands('Run:\n\n     ```bash\n     uptime\n     ```\n')).toEqual([[3, ['uptime']]]);
  expect(commands('Run:\n\n    cat <<EOF > a.md\n    ```sh\n    ls\n    ```\n    EOF\n')).toEqual([
    [3, ['cat <<EOF > a.md\n```sh\nls\n```\nEOF']],
  ]);
});

test.each([
  '````\n```bash\nls\n```\n````',
  '````sh\n```bash\nls\n```\n````',
  '````md\n```bash\nls\n```\n````',
  '~~~~text\n~~~sh\nls\n~~~\n~~~~',
])('a line that opens a fence is no command: %j', (text) => {
  expect(commands(`Run:\n\n${text}\n`).flatMap(([, lines]) => lines)).toEqual([]);
});

test('directives of MyST: tab sets, options, code blocks, figures', () => {
  const tabs =
    '`````{tab-set}\n````{tab-item} AWS\n:sync: aws\n```bash\naws s3 ls\n```\n````\n````{tab-item} GCP\n```bash\ngsutil ls\n```\n````\n`````\n';
  expect(commands(tabs)).toEqual([
    [4, ['aws s3 ls']],
    [9, ['gsutil ls']],
  ]);
  expect(parseRunbook(tabs).placeholders).toEqual([]);
  expect(allBlocks(parseRunbook(tabs)).map((block) => block.line)).toEqual([1, 4, 9]);
  const [code] = allBlocks(parseRunbook('```{code-block} bash\n:emphasize-lines: 1\nkubectl get pods\n```\n'));
  expect(code).toMatchObject({ line: 1, language: 'bash', commands: ['kubectl get pods'], attributes: {} });
  expect(commands('```{figure} a.png\nA picture\n```\n')).toEqual([]);
  expect(allBlocks(parseRunbook('```{bash}\nuptime\n```\n'))[0]).toMatchObject({ language: 'bash', kind: 'command' });
});

test('colon fences of MyST and Docusaurus, nested, closed below a list', () => {
  const text =
    '## Do\n\n::::{tab-set}\n:::{tab-item} AWS\n:sync: a\n\n1. Scale up\n2. Restart it\n:::\n::::\n\n:::note[Mind this]\n- quota\n- limits\n:::\n\nDone.\n';
  expect(titles(text)).toEqual(['Scale up', 'Restart it']);
  expect(drawn(text)).not.toContain(':::');
  expect(renderRunbook(text)).toMatchObject([
    { kind: 'heading' },
    { kind: 'alert', title: 'AWS' },
    { kind: 'alert', title: 'Mind this' },
    { kind: 'paragraph' },
  ]);
});

test('zones, includes and images of Azure', () => {
  const text =
    '## Fix\n\n::: zone pivot="cli"\n\n[!INCLUDE [cli](a.md)]\n\n```bash\naz group list\n```\n\n::: zone-end\n\n:::image type="content" source="a.png":::\n';
  expect(commands(text)).toEqual([[7, ['az group list']]]);
  expect(titles(text)).toEqual(['Fix']);
  expect(drawn(text)).not.toContain(':::');
});

test('short codes of Hugo and Liquid name tabs and are no text', () => {
  const text =
    '{{< tabs >}}\n{{< tab "Ubuntu" >}}\n1. Install it\n2. Start it\n{{< /tab >}}\n{{< tab "Fedora" >}}\n1. Install it\n2. Start it\n{{< /tab >}}\n{{< /tabs >}}\n';
  expect(titles(text)).toEqual([
    'Install it (Ubuntu)',
    'Start it (Ubuntu)',
    'Install it (Fedora)',
    'Start it (Fedora)',
  ]);
  expect(drawn(text)).not.toContain('{{');
  expect(titles('## A\n\n{% include a.html %}\n\n```sh\nls\n```\n')).toEqual(['A']);
  // Text in a line with other text stays.
  expect(drawn('Say {{ name }} and {{< b >}}.\n')).toContain('{{ name }}');
});

test('marks that nothing closes, or that open nothing, take no text along', () => {
  const text = ':::note\n\nOne.\n\n```sh\nls\n```\n\n{{< /tab >}}\n\nTwo.\n';
  expect(commands(text)).toEqual([[5, ['ls']]]);
  expect(drawn(text)).toContain('Two.');
});

test('code between ---- of AsciiDoc is a block and no heading; headings of equals signs are headings', () => {
  const text =
    '== Restart\n\nRun:\n\n[source,bash]\n----\n# now\nkubectl get pods\n\nkubectl get nodes\n----\n\n== Next\n\nText.\n';
  const runbook = parseRunbook(text);
  expect(runbook.sections.map((section) => section.title)).toEqual(['Restart', 'Next']);
  expect(runbook.steps).toMatchObject([
    { title: 'Restart', blocks: [{ line: 6, commands: ['kubectl get pods', 'kubectl get nodes'] }] },
  ]);
  expect(parseRunbook('Title\n---\n\nText\n').sections).toHaveLength(1);
});

test('links of a document hold in its containers', () => {
  expect(drawn('!!! note\n\n    See [a].\n\n    ```sh\n    ls\n    ```\n\n[a]: https://example.org/x\n')).toContain(
    'example.org',
  );
});

test('containers in containers are opened down to a depth, and nothing is run from below it', () => {
  const deep = Array.from({ length: 40 }, (_, i) => `${'`'.repeat(60 - i)}{note}`).join('\n');
  const text = `${deep}\n\`\`\`sh\nls\n\`\`\`\n${Array.from({ length: 40 }, (_, i) => '`'.repeat(21 + i)).join('\n')}\n`;
  expect(commands(text).flatMap(([, lines]) => lines)).toEqual([]);
  expect(() => renderRunbook(text)).not.toThrow();
});
