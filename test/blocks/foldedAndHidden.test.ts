import { expect, test } from 'vitest';
import { concernsOf } from '../../src/surroundings/concerns.ts';
import { isLeftOut, allBlocks } from '../../src/run/plan.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const within = (open: string, close: string): string =>
  `# Book\n\n## One\n\n${open}\n\n\`\`\`sh\ntouch x\n\`\`\`\n\n${close}\n`;

test.each([
  [true, '<template>', '</template>'],
  [true, '<noscript>', '</noscript>'],
  [true, '<dialog>', '</dialog>'],
  [true, '<div aria-hidden="true">', '</div>'],
  [true, '<div style="font-size:0">', '</div>'],
  [true, '<div style="opacity: 0;">', '</div>'],
  [true, '<details>\n<summary>More</summary>', '</details>'],
  [true, '<details class="x"><summary>More</summary>', '</details>'],
  [false, '<details open>\n<summary>More</summary>', '</details>'],
  [false, '<dialog open>', '</dialog>'],
  [false, '<div aria-hidden="false">', '</div>'],
  [false, '<div style="font-size:0.9em">', '</div>'],
  [false, '<div class="note">', '</div>'],
])('left out of what is run in passing: %s %s', (left, open, close) => {
  const blocks = allBlocks(parseRunbook(within(open, close), { fileName: 'a.md' }));
  expect(blocks.map(isLeftOut)).toEqual([left]);
});

const gap = ' '.repeat(60);
test.each([
  [1, `ls${gap}; touch x`],
  [1, `ls${'\t'.repeat(45)}&& touch x`],
  [1, `echo a\nls${gap}| sh`],
  [0, `ls${gap}# what is there`],
  [0, `ls -l${gap}\\\n  -a`],
  [0, `ls${gap}`],
  [0, `${gap}ls`],
  [0, 'ls          -l'],
])('a wide gap before more words is asked about (%i)', (asked, command) => {
  const runbook = parseRunbook('# Book\n\n## One\n\n```sh\nls\n```\n', { fileName: 'a.md' });
  const block = allBlocks(runbook)[0]!;
  const found = concernsOf(runbook, block, { shell: 'sh', commands: [command], env: {} });
  expect(found.filter((text) => text.includes('wide gap'))).toHaveLength(asked);
});
