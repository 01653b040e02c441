import { expect, test } from 'vitest';
import { mergePage, region } from '../../src/text/regions.ts';

const page = (body: string): string => `# Page\n\n${region('facts', body)}\n\nOur words.\n`;
/** More than a call takes as arguments. */
const many = 'a line\n'.repeat(300_000);

test.each([
  ['behind the regions', (text: string) => text + many],
  ['before them', (text: string) => many + text],
  ['between', (text: string) => text + many + region('times', 'x') + many],
])('a page to which very many lines were added %s is brought up to date', (_, grown) => {
  expect(mergePage(grown(page('old')), page('new'))!.text === grown(page('new'))).toBe(true);
});

test('so is a region of very many lines', () => {
  expect(mergePage(page(many), page('new'))!.text).toBe(page('new'));
  expect(mergePage(page('old'), page(many))!.text === page(many)).toBe(true);
});

test('a short page, too', () => {
  expect(mergePage(page('old'), page('new'))!.text).toBe(page('new'));
});
