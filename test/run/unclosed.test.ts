import { expect, test } from 'vitest';
import { forecastOf } from '../../src/run/forecast.ts';
import { allBlocks } from '../../src/run/plan.ts';
import { prepare } from '../../src/run/prepare.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { handworkOf } from '../../src/surroundings/handwork.ts';

const FENCE = '```';
const read = (text: string) => {
  const runbook = parseRunbook(text);
  const blocks = allBlocks(runbook);
  const refusals = blocks.map((block) => {
    const found = prepare(runbook, block, new Map(), { cwd: '/', home: '/' });
    return 'refusal' in found ? found.refusal : '';
  });
  return { runbook, blocks, refusals };
};

test('a block whose fence is never closed does not run, and it is said before', () => {
  const { runbook, blocks, refusals } = read(`# B\n\n## One\n\n${FENCE}sh\nsystemctl restart web\n`);
  expect(refusals).toEqual(['Not run: this code block is never closed in the file.']);
  expect(forecastOf(runbook, blocks[0]!)).toEqual([{ text: refusals[0], stops: true }]);
});

test('a fence behind the last line closes nothing; the command is read as far as it', () => {
  const { blocks, refusals } = read(`# B\n\n## One\n\n${FENCE}\ncurl -X POST \\\n-d '{\n  "a": 1\n}'${FENCE}\n`);
  expect(blocks.map(({ commands }) => commands)).toEqual([[`curl -X POST \\\n-d '{\n  "a": 1\n}'`]]);
  expect(refusals[0]).toMatch(/never closed/);
  const two = read(`# B\n\n${FENCE}sh\nls${FENCE}\n\nThen:\n\n${FENCE}sh\nrm x\n${FENCE}\n`);
  expect(two.blocks.map(({ kind, unclosed, swallows }) => [kind, unclosed, swallows])).toEqual([['other', true, true]]);
  expect(two.runbook.problems.map(({ code }) => code)).toEqual(['unclosed-fence']);
});

test('what such a block swallows is there to be done by hand', () => {
  const text = `# B\n\n1. Commit:\n\n   ${FENCE}sh\n   git commit\n  ${FENCE}\n\n 2. Push:\n\n   ${FENCE}sh\n   git push\n   ${FENCE}\n`;
  const { blocks, refusals } = read(text);
  expect(blocks.map(({ line, swallows }) => [line, swallows])).toEqual([
    [5, undefined],
    [7, true],
  ]);
  expect(refusals[0]).toMatch(/never closed/);
  expect(handworkOf(blocks[1]!)).toMatch(/never closed/);
});

test('back-ticks within a closed block close nothing', () => {
  const { blocks, refusals } = read(
    `# B\n\n## One\n\n${FENCE}sh\nslack-post "see ${FENCE}"\n${FENCE}\n\n${FENCE}sh\nls\n${FENCE}\n`,
  );
  expect(blocks.map(({ commands }) => commands)).toEqual([[`slack-post "see ${FENCE}"`], ['ls']]);
  expect(refusals).toEqual(['', '']);
});

test('lines that the page leaves out are asked about, and values that it leaves out are blanks', () => {
  const { runbook, blocks } = read(
    `# B\n\n## One\n\n${FENCE}\nexport JWT_KEY.......\n[...]\nbash deploy.sh app\n${FENCE}\n`,
  );
  expect(blocks[0]!.commands).toEqual(['export JWT_KEY=...', 'bash deploy.sh app']);
  expect(blocks[0]!.placeholders.map(({ name }) => name)).toEqual(['JWT_KEY']);
  expect(forecastOf(runbook, blocks[0]!)).toEqual([{ text: 'the page leaves out lines here: [...]', stops: true }]);
  const asked = prepare(runbook, blocks[0]!, new Map([['JWT_KEY', { value: 'k', secret: false }]]), {
    cwd: '/',
    home: '/',
  });
  expect(asked).toMatchObject({
    commands: ['export JWT_KEY=k', 'bash deploy.sh app'],
    concerns: ['The page leaves out lines among these commands.'],
  });
  const more = read(
    `# B\n\n## One\n\n${FENCE}sh\nexport TOKEN=......\nkubectl get pods\n…\nkubectl delete pod a\n${FENCE}\n`,
  );
  expect(more.blocks[0]!.placeholders.map(({ name }) => name)).toEqual(['TOKEN']);
  expect(more.blocks[0]!.unclear).toEqual(['…']);
  const plain = read(`# B\n\n## One\n\n${FENCE}sh\ngo test ./...\nexport A=b\n${FENCE}\n`);
  expect([plain.blocks[0]!.placeholders, plain.blocks[0]!.unclear]).toEqual([[], undefined]);
});
