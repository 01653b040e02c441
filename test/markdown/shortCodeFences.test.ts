import { describe, expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';

/** Line, language and commands of each block, wherever it stands. */
const commands = (text: string): [number, string, readonly string[]][] => {
  const { steps, blocks } = parseRunbook(text);
  return [...steps.flatMap((step) => step.blocks), ...blocks]
    .sort((a, b) => a.line - b.line)
    .map(({ line, language, commands: own }) => [line, language, own]);
};

describe('code in short codes of a site', () => {
  test.each([
    ['{{< highlight bash >}}', '{{< /highlight >}}', 'bash'],
    ['{{< highlight bash "linenos=table" >}}', '{{< / highlight >}}', 'bash'],
    ['{{< text bash >}}', '{{< /text >}}', 'bash'],
    ['{{% code lang="bash" %}}', '{{% /code %}}', 'bash'],
    ['{% highlight bash %}', '{% endhighlight %}', 'bash'],
  ])('%s is a block', (open, close, language) => {
    const text = `# T\n\n## Restart\n\nRestart it:\n${open}\nsystemctl restart app\n\nuptime\n${close}\n`;
    expect(commands(text)).toEqual([[6, language, ['systemctl restart app', 'uptime']]]);
  });

  test('items of a list keep theirs, and go on counting', () => {
    const item = (name: string): string =>
      `1. ${name}:\n\n   {{< text bash >}}\n   $ systemctl ${name.toLowerCase()} app\n   {{< /text >}}\n\n`;
    const { steps } = parseRunbook(`# T\n\n${item('Stop')}${item('Start')}`);
    expect(steps.map(({ number, blocks }) => [number, blocks[0]?.commands])).toEqual([
      ['1', ['systemctl stop app']],
      ['2', ['systemctl start app']],
    ]);
  });

  test('one that only wraps a fence, and one that is never closed, are none', () => {
    const fence = '```bash\nuptime\n```\n';
    expect(commands(`# T\n\n## A\n\n{{< code >}}\n${fence}{{< /code >}}\n`)).toEqual([[6, 'bash', ['uptime']]]);
    expect(commands('# T\n\n## A\n\n{{< highlight bash >}}\nrm -rf /srv\n')).toEqual([]);
    expect(commands('# T\n\n## A\n\n{{< note >}}\nrm -rf /srv\n{{< /note >}}\n')).toEqual([]);
  });
});

test('a short code between a sentence and its block does not come between them', () => {
  const text = '# T\n\n## A\n\n1. Prepare it\n\nStop the service:\n\n{{< copy >}}\n```bash\nsystemctl stop app\n```\n';
  expect(parseRunbook(text).steps.map(({ title }) => title)).toContain('Stop the service');
});

test('a box of a Jekyll site is one, and cuts no list that it stands in', () => {
  const box = '{{site.data.alerts.callout_danger}}\n   Data is lost.\n   {{site.data.alerts.end}}';
  const text = `# T\n\n1. Stop it\n\n   ${box}\n\n1. Delete the old volume\n\n   \`\`\`sh\n   rm -rf /srv/old\n   \`\`\`\n`;
  const { steps, caveats } = parseRunbook(text);
  expect(steps.map(({ number, title }) => [number, title])).toEqual([
    ['1', 'Stop it'],
    ['2', 'Delete the old volume'],
  ]);
  expect((caveats ?? []).map(({ kind }) => kind)).toContain('warning');
});
