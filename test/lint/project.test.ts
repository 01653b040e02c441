import { expect, test } from 'vitest';
import { Project } from '../../src/lint/project.ts';
import { loadParser } from '../../src/parser/parse.ts';

const texts: Record<string, string> = {
  '/http.ts': "import axios from 'axios'; export const http = axios.create({ timeout: 5 });",
  '/page.ts': "import { http } from './http'; export const load = () => http.get('/page');",
  // After it no tree is left but what is kept for who imports a file.
  '/long.ts': `// ${'x'.repeat(700_000)}`,
};

/** A project over texts in memory, and the paths that it parsed. */
async function projectOver(keep?: number): Promise<{ readonly project: Project; readonly parsed: string[] }> {
  const parse = await loadParser();
  const parsed: string[] = [];
  const files = {
    read: (path: string) => texts[path],
    resolve: (specifier: string) => (`${specifier.slice(1)}.ts` in texts ? `${specifier.slice(1)}.ts` : undefined),
    version: () => undefined,
    environment: () => 'unknown' as const,
    containing: () => [],
  };
  const reading = (text: string, path: string): ReturnType<typeof parse> => {
    parsed.push(path);
    return parse(text, path);
  };
  return { project: new Project(files, reading, undefined, keep), parsed };
}

const timeouts = (project: Project, path: string, text = texts[path]!): readonly string[] =>
  project.facts(project.parse(text, path)).calls.map(({ timeout }) => timeout);

test.each([
  ['analysed before who imports it', ['/http.ts', '/long.ts', '/page.ts']],
  ['asked about before it is analysed', ['/page.ts', '/long.ts', '/http.ts']],
])('a file is parsed once: %s', async (_, order) => {
  const { project, parsed } = await projectOver();
  const found = order.map((path) => timeouts(project, path));
  expect(found).toEqual(order.map((path) => (path === '/page.ts' ? ['bounded'] : [])));
  expect(parsed.toSorted()).toEqual(['/http.ts', '/long.ts', '/page.ts']);
});

test('a text that is not the one of the file tells nothing to who imports the file', async () => {
  const { project } = await projectOver();
  timeouts(project, '/http.ts', "import axios from 'axios'; export const http = axios.create({});");
  expect(timeouts(project, '/page.ts')).toEqual(['bounded']);
});

test('a file that changed is read again by who imports it', async () => {
  const { project } = await projectOver();
  const before = texts['/http.ts']!;
  try {
    expect([...timeouts(project, '/http.ts'), ...timeouts(project, '/page.ts')]).toEqual(['bounded']);
    texts['/http.ts'] = before.replace('timeout: 5', '');
    project.changed('/http.ts');
    expect(timeouts(project, '/page.ts')).toEqual(['none']);
  } finally {
    texts['/http.ts'] = before;
  }
});

test('with room for no tree but one, files are parsed again and give the same', async () => {
  const { project, parsed } = await projectOver(1);
  expect(timeouts(project, '/http.ts')).toEqual([]);
  expect(timeouts(project, '/page.ts')).toEqual(['bounded']);
  expect(timeouts(project, '/page.ts')).toEqual(['bounded']);
  expect(new Set(parsed)).toEqual(new Set(['/http.ts', '/page.ts']));
});
