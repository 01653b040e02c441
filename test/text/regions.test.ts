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

test.each([
  ['no blanks', (text: string) => text.replaceAll('<!-- ', '<!--').replaceAll(' -->', '-->')],
  ['more blanks', (text: string) => text.replaceAll('breakwater:', ' breakwater:').replaceAll(' -->', '   -->')],
  ['capitals', (text: string) => text.replaceAll('breakwater:', 'Breakwater:').replace('begin', 'BEGIN')],
])('marks with %s still mark their region', (_, written) => {
  expect(mergePage(written(page('old')), page('new'))).toMatchObject({ text: page('new'), broken: [] });
});

test.each([
  ['indented', (text: string) => text.replaceAll('<!-- ', '  <!-- ')],
  ['quoted', (text: string) => text.replaceAll(/^/gm, '> ')],
  ['in a list', (text: string) => text.replaceAll('<!-- ', '- <!-- ')],
])('marks that are %s are told, and nothing is written between them', (_, moved) => {
  const before = moved(page('old'));
  const merged = mergePage(before, page('new'))!;
  expect(merged).toMatchObject({ text: before, broken: ['facts'] });
  expect(merged.notes).toEqual([expect.stringContaining('`facts`')]);
});

test('a page keeps the line ends that it has', () => {
  const mixed = page('old').replace('# Page\n', '# Page\r\n');
  expect(mergePage(mixed, page('new'))!.text).toBe(page('new').replace('# Page\n', '# Page\r\n'));
  const windows = page('old').replaceAll('\n', '\r\n');
  expect(mergePage(windows, page('new'))!.text).toBe(page('new').replaceAll('\n', '\r\n'));
  const unended = region('facts', 'old').replaceAll('\n', '\r\n');
  expect(mergePage(unended, page('new'))!.text).toBe(region('facts', 'new').replaceAll('\n', '\r\n'));
});
