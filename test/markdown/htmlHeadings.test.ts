import { expect, test } from 'vitest';
import { renderRunbook } from '../../src/runbook/render.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const sh = (command: string): string => `\n\`\`\`sh\n${command}\n\`\`\`\n`;
const stepsOf = (text: string) =>
  parseRunbook(text).steps.map(({ title, blocks }) => [title, ...blocks.flatMap(({ commands }) => commands)]);
const two = (first: string, second: string): string =>
  `# Ops\n\n${first}\n\nRun:\n${sh('pg_dump app')}\n${second}\n\nRun:\n${sh('dropdb app')}`;
const apart = [
  ['Backup', 'pg_dump app'],
  ['Wipe', 'dropdb app'],
];

test.each([
  ['plain', '<h2>Backup</h2>', '<h2>Wipe</h2>'],
  ['with an id', '<h3 id="backup">Backup</h3>', "<h3 id='wipe' class=x>Wipe</h3>"],
  ['over lines, with tags inside', '<h2>\n  <a name="b"></a>Backup\n</h2>', '<h2>\n  <b>Wipe</b>\n</h2>'],
  ['with text in the next line', '<h2>Backup</h2>\n<p>Weekly.</p>', '<h2>Wipe</h2>\n<p>Never.</p>'],
  ['beside one of Markdown', '## Backup', '<h2>Wipe</h2>'],
])('headings in HTML are headings: %s', (_, first, second) => expect(stepsOf(two(first, second))).toEqual(apart));

test.each([
  ['text that names a tag', 'The title is `<h2>Backup</h2>`.', 'It was `<h2>Wipe</h2>`.'],
  ['a slogan', '<h3 align="center">Backup</h3>', '<h3 align="center">Wipe</h3>'],
  ['a hidden one', '<h2 hidden>Backup</h2>', '<h2 style="display: none">Wipe</h2>'],
  ['a picture', '<h2><img src="a.png"></h2>', '<h2><img src="b.png"></h2>'],
])('no heading: %s', (_, first, second) => expect(stepsOf(two(first, second))).toHaveLength(1));

test('what stands in a block of code is no heading', () =>
  expect(stepsOf(`# Ops\n\n## Write\n${sh("cat > a.html <<'E'\n<h2>Wipe</h2>\nE")}`)).toHaveLength(1));

test('a page shows such a heading as one, where it stands', () =>
  expect(renderRunbook('# Ops\n\n<h2>Back <i>up</i> &amp; go</h2>\n', parseRunbook('')).at(-1)).toMatchObject({
    kind: 'heading',
    level: 2,
    line: 3,
  }));

test.each(['&para;', '¶', '#'])('a link to the heading itself is no part of its title: %s', (mark) => {
  const own = (id: string): string => `<a class="headerlink" href="#${id}" title="Permanent link">${mark}</a>`;
  expect(stepsOf(two(`<h2>Backup${own('b')}</h2>`, `<h2>Wipe${own('w')}</h2>`))).toEqual(apart);
});

test('a link that is the text of a heading stays', () =>
  expect(stepsOf(two('<h2><a href="#b">Backup</a></h2>', '<h2><a href="#w">Wipe</a></h2>'))).toEqual(apart));
