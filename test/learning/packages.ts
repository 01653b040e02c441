import { Project } from '../../src/lint/project.ts';
import type { InstalledFiles, InstalledPackage, Learned } from '../../src/learning/package.ts';
import type { FileFacts } from '../../src/facts/model.ts';
import { loadParser } from '../../src/parser/parse.ts';
import type { ProjectFiles } from '../../src/values/index.ts';

const parse = await loadParser();

/** Texts of a package by path below its folder; `package.json` may be left out. */
export type Fake = Readonly<Record<string, string>>;

/** A project in which packages are installed that exist only here. */
export function projectWith(packages: Readonly<Record<string, Fake>>): Project {
  const files: ProjectFiles & InstalledFiles = {
    read: () => undefined,
    resolve: () => undefined,
    version: (name) => (packages[name] ? versionOf(packages[name]) : undefined),
    environment: () => 'server',
    containing: () => [],
    installed: (name) => (packages[name] ? fakePackage(name, packages[name]) : undefined),
  };
  return new Project(files, parse);
}

/** What is learned of the package `some-sdk` with these files. */
export function learned(texts: Fake, others: Readonly<Record<string, Fake>> = {}): Learned | undefined {
  return projectWith({ 'some-sdk': texts, ...others }).learner.learn('some-sdk', '/app/a.ts');
}

/** Facts of a file that uses `some-sdk`. */
export function factsWith(texts: Fake, code: string): FileFacts {
  const project = projectWith({ 'some-sdk': texts });
  return project.facts(project.parse(code, '/app/a.ts'));
}

function versionOf(texts: Fake): string {
  return (JSON.parse(texts['package.json'] ?? '{}') as { version?: string }).version ?? '5.2.0';
}

function fakePackage(name: string, texts: Fake): InstalledPackage {
  const folder = `/app/node_modules/${name}`;
  const inside = (path: string): string | undefined =>
    [path, `${path}.js`, `${path}/index.js`].find((one) => one.slice(folder.length + 1) in texts);
  return {
    name,
    folder,
    version: versionOf(texts),
    manifest: JSON.parse(texts['package.json'] ?? '{}') as Record<string, unknown>,
    entry: (below) => inside(`${folder}/${below === '' ? 'index.js' : below}`),
    resolve: (specifier, from) =>
      specifier.startsWith('.') ? inside(new URL(specifier, `file://${from}`).pathname) : undefined,
    read: (path) => texts[path.slice(folder.length + 1)],
    list: () => Object.keys(texts),
  };
}
