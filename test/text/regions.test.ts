import { describe, expect, test } from 'vitest';
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

describe('a task list that was edited', () => {
  const list = (...items: string[]): string =>
    items.map((item) => `- [ ] ${item} (owner: unassigned, due: 2026-12-04)`).join('\n');
  const before = page(list('Buy pipes', 'Test the valve'));
  const after = page(list('Buy pipes', 'Test the valve', 'Call the plumber'));
  const added = '- [ ] Call the plumber (owner: unassigned, due: 2026-12-04)';

  test.each([
    ['an owner', (text: string) => text.replace('unassigned', 'Ana')],
    ['a tick', (text: string) => text.replace('[ ] Buy', '[x] Buy')],
    ['a strike', (text: string) => text.replace(/\[ \] Buy.*/, '[ ] ~~Buy pipes (owner: Bo, due: never)~~')],
    ['another wording', (text: string) => text.replace('Buy pipes', 'Buy the pipes')],
    ['no place for an owner', (text: string) => text.replace(/ \(owner[^)]*\)/, '')],
    ['an own item', (text: string) => text.replace('- [ ] Test', '- [ ] Ask Kim (owner: Kim)\n- [ ] Test')],
  ])('gets the item that it lacks, once, and keeps %s', (_, edit) => {
    const edited = edit(before);
    const merged = mergePage(edited, after)!;
    const lines = edited.split('\n');
    const last = lines.findLastIndex((line) => line.startsWith('- ['));
    expect(merged.text).toBe(lines.toSpliced(last + 1, 0, added).join('\n'));
    expect(merged.notes).toEqual([expect.stringMatching(/`facts` was edited by hand: the item that was missing/)]);
    expect(mergePage(merged.text, after)).toMatchObject({ text: merged.text, notes: [] });
  });

  test('gets it behind what is written below its last item, before a paragraph, with the ends of its lines', () => {
    const edited = before.replace(/(Test.*)\n/, '$1\n  with Kim\n\nAll by Friday.\n').replaceAll('\n', '\r\n');
    expect(mergePage(edited, after)!.text).toBe(edited.replace('  with Kim\r\n', `  with Kim\r\n${added}\r\n`));
  });

  test('gets an item that only resembles one which is there', () => {
    const two = page(list('Add an alert for the api', 'Add an alert for the web'));
    const edited = page(list('Add an alert for the api')).replace('unassigned', 'Ana');
    expect(mergePage(edited, two)!.text).toContain('for the web');
  });

  test('gets no empty place for an item; and what is no task list stays as it is', () => {
    const edited = before.replace('unassigned', 'Ana');
    expect(mergePage(edited, page('- [ ] (owner: , due: YYYY-MM-DD)'))!.text).toBe(edited);
    const prose = page('- It was late\n- It was dark').replace('late', 'early');
    const merged = mergePage(prose, page('- It was late\n- It was dark\n- It was cold'))!;
    expect(merged).toMatchObject({ text: prose, kept: ['facts'] });
  });
});
