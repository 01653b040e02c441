import { describe, expect, test } from 'vitest';
import { checkRunbook } from '../../src/checks/checks.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const found = (...lines: string[]): (string | number)[][] => {
  const text = `# T\n\n\`\`\`bash\n${lines.join('\n')}\n\`\`\`\n`;
  return checkRunbook(text)
    .filter(({ code }) => code === 'shell-syntax')
    .map(({ range, message }) => [
      text.slice(0, range.start).split('\n').length,
      /: (.*?) behind/.exec(message)?.[1] ?? message,
    ]);
};

describe('a backslash that joins nothing is told', () => {
  test.each([
    [['docker run \\', '  --name web \\  # its name', '  --detach nginx'], [[5, 'a comment']]],
    [['docker run \\ ', '  --detach nginx'], [[4, 'a space']]],
    [['curl -s \\   ', '-o x https://a.b'], [[4, 'a space']]],
  ])('%j', (lines, problems) => {
    expect(found(...lines)).toEqual(problems);
  });

  test.each([
    [['docker run \\', '  --detach nginx']],
    [['echo a\\ ', 'uptime']],
    [["cat <<'EOF' > x", 'a \\ ', '  b', 'EOF']],
    [["awk '{ print \\ ", "  $1 }' x"]],
    [['ls x\\\\ ', '  -l']],
    [['# one \\ # two', '  uptime']],
  ])('%j is none', (lines) => {
    expect(found(...lines)).toEqual([]);
  });
});

test('a run joins the lines as they were meant, without an argument that is a space', () => {
  const text = '# T\n\n```bash\ndocker run \\ \n  --detach nginx\n```\n';
  expect(parseRunbook(text).steps[0]?.blocks[0]?.commands).toEqual(['docker run \\\n  --detach nginx']);
});
