import { expect, test } from 'vitest';
import { parseRunbook } from '../../src/runbook/parse.ts';
import { choicesOf } from '../../src/surroundings/ways.ts';

const block = (command: string): string => `\`\`\`sh\n${command}\n\`\`\`\n`;
const asLabels = (one: string, other: string): string =>
  `# P\n\n## Do\n\n${one}:\n\n${block('touch a')}\n${other}:\n\n${block('touch b')}`;
const asHeadings = (one: string, other: string): string =>
  `# P\n\n## ${one}\n\n${block('touch a')}\n## ${other}\n\n${block('touch b')}`;
const waysIn = (page: string): number => choicesOf(parseRunbook(page)).flatMap(({ ways }) => ways).length;

test.each([
  ['npm', 'yarn'],
  ['With pip', 'With poetry'],
  ['bash', 'zsh'],
  ['v1', 'v2'],
  ['Redis 6', 'Redis 7'],
  ['Single-node cluster', 'Multi-node cluster'],
  ['Small cluster (< 5 nodes)', 'Large cluster'],
  ['On success', 'On failure'],
  ['x86_64', 'arm64'],
  ['First time', 'Subsequent times'],
  ['Hot backup', 'Cold backup'],
  ['Full restore', 'Point-in-time restore'],
  ['Preferred', 'Fallback'],
  ['Leader lost', 'Follower lost'],
])('one of two: %s, %s', (one, other) => {
  expect(waysIn(asLabels(one, other))).toBe(2);
  expect(waysIn(asHeadings(one, other))).toBe(2);
});

test.each([
  ['npm', 'pip'],
  ['Step 1', 'Step 2'],
  ['Node 1', 'Node 2'],
  ['Day 1', 'Day 2'],
  ['On success, clean up', 'Next, tell the others'],
  ['Small changes', 'Large files'],
  ['First time users', 'Leader election'],
  ['1. Hot backup', '2. Cold backup'],
])('one after the other: %s, %s', (one, other) => {
  expect(waysIn(asLabels(one, other))).toBe(0);
  expect(waysIn(asHeadings(one, other))).toBe(0);
});

test('older versions are for those who have them', () => {
  const { caveats = [] } = parseRunbook(asLabels('Newer than 1.5', 'Older than 1.5'));
  expect(caveats.length).toBeGreaterThan(0);
});

test('comments that name two tools for the same in one block', () => {
  const alternatives = (content: string): number =>
    (parseRunbook(`# P\n\nRestart:\n\n${block(content)}`).caveats ?? []).filter(({ kind }) => kind === 'alternative')
      .length;
  expect(alternatives('# systemd\ntouch a\n# sysvinit\ntouch b')).toBe(1);
  expect(alternatives('# npm:\ntouch a\n# pnpm:\ntouch b')).toBe(1);
  expect(alternatives('# systemd\ntouch a\n# docker\ntouch b')).toBe(0);
  expect(alternatives('# stop\ntouch a\n# start\ntouch b')).toBe(0);
});

const asideAt = (page: string): readonly string[] =>
  (parseRunbook(page).caveats ?? []).filter(({ aside }) => aside).map(({ kind, line }) => `${kind} ${line}`);
const page = (first: string, second: string): string =>
  `# P\n\n## Do\n\n${first}\n\n${block('touch a')}\n${second}\n\n${block('touch b')}`;

test('"use this instead" offers another way to do what stands above', () => {
  expect(asideAt(page('Do it:', 'On Ubuntu, use this instead:'))).toEqual(['alternative 11']);
  expect(asideAt(page('Do it:', 'With a proxy, run the following command instead:'))).toEqual(['alternative 11']);
  expect(asideAt(page('Do it:', 'Wait instead of hurrying, then use this:'))).toEqual([]);
});

test('what was done once is not run', () => {
  expect(asideAt(page('Before, people ran:', 'Use this:'))).toEqual(['forbidden 5']);
  expect(asideAt(page('Restart it:', 'This is deprecated. Now run:'))).toEqual(['forbidden 7']);
  expect(asideAt(page('Restart it:', 'The above is no longer supported, run the new one:'))).toEqual(['forbidden 7']);
  expect(asideAt(page('Before you restart it, run:', 'This is done. Now run:'))).toEqual([]);
});
