import type { Framework } from './model.ts';

/** The parts of a package.json that say how its tests run. */
export interface TestManifest {
  readonly scripts?: unknown;
  readonly dependencies?: unknown;
  readonly devDependencies?: unknown;
}

const known = ['vitest', 'jest', 'mocha'] as const;

/**
 * The test framework of a project, by its package.json files, the nearest first: what its test script starts, else what
 * it depends on, else Node's own.
 */
export function frameworkOf(manifests: readonly TestManifest[]): Framework {
  for (const { scripts, dependencies, devDependencies } of manifests) {
    const lines = Object.entries(recordOf(scripts))
      .filter(([name]) => /^test\b|^(?:unit|spec)\b/.test(name))
      .map(([, line]) => String(line));
    for (const line of lines) {
      const started = known.find((name) => new RegExp(`(?:^|[\\s/])${name}(?:$|[\\s@.])`).test(line));
      if (started) return started;
      if (/\bnode\b.*\s--test\b|(?:^|\s)tsx\b.*\s--test\b/.test(line)) return 'node:test';
    }
    const all = { ...recordOf(dependencies), ...recordOf(devDependencies) };
    const declared = known.find((name) => name in all) ?? ('ts-jest' in all ? 'jest' : undefined);
    if (declared) return declared;
  }
  return 'node:test';
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

/** The name of the test beside a source: `users.require-timeout.test.ts`. */
export function testName(source: string, ruleId: string): string {
  const [, stem, ending] = /^(.*?)(\.[cm]?[jt]sx?)$/.exec(source) ?? [undefined, source, '.js'];
  return `${stem}.${ruleId}.test${ending!.replace(/x$/, '')}`;
}

/**
 * How a test imports a source: the ending as the file's own imports write it; without one, the ending that the framework
 * resolves by itself.
 * @param path relative to the test's folder, `/`-separated.
 */
export function specifierFor(path: string, text: string, framework: Framework): string {
  const relative = path.startsWith('.') ? path : `./${path}`;
  if (!/\.[cm]?tsx?$/.test(path)) return relative;
  const written = /(?:from|import)\s*\(?\s*['"]\.[^'"\n]*?(\.[cm]?[jt]sx?)?['"]/.exec(text);
  const bare = relative.replace(/\.([cm]?)tsx?$/, '');
  const ending = /\.([cm]?)tsx?$/.exec(path)![1]!;
  if (written?.[1]) return /\.[cm]?ts/.test(written[1]) ? relative : `${bare}.${ending}js`;
  if (written || framework === 'vitest' || framework === 'jest') return ending === '' ? bare : `${bare}.${ending}js`;
  return relative;
}

/** `src/users.ts:12`, also with a column behind the line. */
export function placeIn(text: string): { readonly file: string; readonly line: number } | undefined {
  const [, file, line] = /^(.+?):([1-9]\d*)(?::\d+)?$/.exec(text) ?? [];
  return file === undefined ? undefined : { file, line: Number(line) };
}

/** How a person runs one test file. */
export function commandFor(framework: Framework, path: string): string {
  switch (framework) {
    case 'vitest':
      return `npx vitest run ${path}`;
    case 'jest':
      return `npx jest ${path}`;
    case 'mocha':
      return `npx mocha ${path}`;
    case 'node:test':
      return /\.[cm]?ts$/.test(path) ? `npx tsx --test ${path}` : `node --test ${path}`;
  }
}

/** What stands around a source that decides where its test goes. Paths are absolute and `/`-separated. */
export interface Surroundings {
  /** The package.json files at or above the source, the nearest first. */
  readonly manifests: readonly { readonly folder: string; readonly json: TestManifest }[];
  readonly isFolder: (path: string) => boolean;
}

export interface TestPlace {
  readonly framework: Framework;
  /** How the test imports the source. */
  readonly specifier: string;
  /** Where the test of a rule is written. */
  readonly pathFor: (ruleId: string) => string;
}

/** Where the test for a source goes: beside it, in `test/` of a project that uses mocha, or where `out` says. */
export function testPlace(
  source: { readonly path: string; readonly text: string },
  { manifests, isFolder }: Surroundings,
  { out, framework: asked }: { readonly out?: string; readonly framework?: Framework } = {},
): TestPlace {
  const framework = asked ?? frameworkOf(manifests.map(({ json }) => json));
  const [own, name] = splitPath(source.path);
  const tests = manifests[0] && `${manifests[0].folder}/test`;
  const beside = framework === 'mocha' && tests !== undefined && isFolder(tests) ? tests : own;
  const folder = out === undefined ? beside : splitPath(out)[0];
  const specifier = specifierFor(relativeTo(folder, source.path), source.text, framework);
  return { framework, specifier, pathFor: (ruleId) => out ?? `${folder}/${testName(name, ruleId)}` };
}

function splitPath(path: string): [folder: string, name: string] {
  const cut = path.lastIndexOf('/');
  return [path.slice(0, cut), path.slice(cut + 1)];
}

function relativeTo(folder: string, path: string): string {
  const from = folder.split('/');
  const to = path.split('/');
  let same = 0;
  while (same < from.length && same < to.length - 1 && from[same] === to[same]) same++;
  return [...from.slice(same).map(() => '..'), ...to.slice(same)].join('/');
}
