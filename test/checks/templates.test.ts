import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkRunbook } from '../../src/checks/checks.ts';
import { linkTargets } from '../../src/files/linkTargets.ts';
import { allBlocks } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { scratch } from '../processes/bundled.ts';

const tab = (code: string): string => `# T\n\n=== "Bash"\n\n    \`\`\`sh\n${code.replace(/^/gm, '    ')}\n    \`\`\`\n`;
const first = (code: string): unknown => {
  const runbook = parseRunbook(tab(code));
  return allBlocks(runbook).find(({ container }) => container !== true);
};

test('tags of a template in a fence are no commands and no output', () => {
  const one = '{%- if cloud %}\nkubectl get nodes\n{%- endif %}';
  expect(first(one)).toMatchObject({
    kind: 'command',
    commands: ['kubectl get nodes'],
    unclear: ['{%- if cloud %}'],
  });
  const mixed = 'kubectl get pods\n{% raw %}\nkubectl get nodes\n{% endraw %}';
  expect(first(mixed)).toMatchObject({ commands: ['kubectl get pods', 'kubectl get nodes'] });
  const branches = '{% if a %}\nfor i in 1 2; do\n{% else %}\nfor i in 1; do\n{% endif %}\necho $i; done';
  expect(first(branches)).toMatchObject({ kind: 'other', commands: [] });
  for (const code of [one, mixed, branches]) expect(checkRunbook(tab(code), {}), code).toEqual([]);
  expect(checkRunbook(tab('for i in 1; do\necho $i'), {})).toMatchObject([{ code: 'shell-syntax' }]);
});

test('a link to what a build makes can not be told from a dead one', async () => {
  const { folder, remove } = await scratch();
  await mkdir(join(folder, '.git'));
  await writeFile(join(folder, '.gitignore'), 'gen/\n*.png\n');
  await writeFile(join(folder, 'there.md'), '# There\n');
  const exists = linkTargets(folder);
  expect(['there.md', 'gen/api.md', 'out.png', 'gone.md', 'generated/api.md'].map(exists)).toEqual([
    true,
    undefined,
    undefined,
    false,
    false,
  ]);
  const text = '# R\n\n[a](gen/api.md) [b](/ref/) [c](guide) [d](gone.md)\n';
  expect(checkRunbook(text, { exists }).map(({ message }) => message)).toEqual(['File not found: gone.md.']);
  await remove();
});
