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
