import { makeConfig } from '../../src/lint/config.ts';
import { lintWith } from '../../src/lint/lint.ts';
import type { LintMessage, LintResult } from '../../src/lint/model.ts';
import { Project } from '../../src/lint/project.ts';
import { loadParser } from '../../src/parser/parse.ts';
import { applyEdits } from '../../src/text/edit.ts';
import type { Environment } from '../../src/facts/model.ts';

export interface Surroundings {
  /** Default: `/project/src/file.ts`. */
  readonly path?: string;
  /** Further files of the project, by path. */
  readonly files?: Readonly<Record<string, string>>;
  readonly environment?: Environment;
  /** Installed versions of packages. */
  readonly versions?: Readonly<Record<string, string>>;
  /** Names that package.json has among its dependencies; where absent, all that have a version. */
  readonly dependencies?: readonly string[];
  /** The lowest version of Node that package.json allows. */
  readonly node?: string;
  /** package.json has a script that starts it. */
  readonly started?: boolean;
  /** package.json is that of a package that others install. */
  readonly published?: boolean;
  readonly options?: object;
}

/** Lints a text with one rule, or with a preset, in a project that is only in memory. */
export async function lintInMemory(
  text: string,
  rules: { readonly rule: string } | { readonly preset: 'recommended' | 'strict' | 'all' },
  surroundings: Surroundings = {},
): Promise<LintResult> {
  const { path = '/project/src/file.ts', files = {}, environment = 'server', versions = {}, options } = surroundings;
  const { dependencies = Object.keys(versions), node, started = false, published = false } = surroundings;
  const all: Readonly<Record<string, string>> = { ...files, [path]: text };
  const project = new Project(
    {
      read: (file) => all[file],
      resolve: (specifier, from) => resolve(specifier, from, all),
      version: (name) => versions[name],
      dependsOn: (name) => dependencies.includes(name),
      lowestNode: () => node,
      environment: () => environment,
      isStarted: () => started,
      isPublished: () => published,
      containing: (marker) => Object.keys(all).filter((file) => all[file]!.includes(marker)),
    },
    await loadParser(),
  );
  const only = 'rule' in rules ? rules.rule : undefined;
  const config = makeConfig({
    preset: 'preset' in rules ? rules.preset : 'all',
    rules: only !== undefined && options ? { [only]: ['on', options] } : {},
    suppressions: { reportUnused: false },
  });
  const result = lintWith(project, { path, text }, config);
  return only === undefined ? result : { ...result, messages: result.messages.filter(({ ruleId }) => ruleId === only) };
}

function resolve(specifier: string, from: string, files: Readonly<Record<string, string>>): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  const { pathname } = new URL(specifier, `file://${from}`);
  return [pathname, `${pathname}.ts`, `${pathname}/index.ts`].find((path) => path in files);
}

/** A rule's findings as `line: code it points at`, in order. */
export async function findingsOf(rule: string, text: string, surroundings?: Surroundings): Promise<string[]> {
  const { messages } = await lintInMemory(text, { rule }, surroundings);
  return messages.map(({ start, range }) => `${start.line}: ${text.slice(range.start, range.end).split('\n', 1)[0]}`);
}

/** What a text becomes with the first fix or suggestion of its only finding of a rule. */
export async function fixedText(rule: string, text: string, nth = 0, surroundings?: Surroundings): Promise<string> {
  const { messages } = await lintInMemory(text, { rule }, surroundings);
  if (messages.length !== 1) throw new Error(`expected one finding, there are ${messages.length}`);
  const chosen = fixesOf(messages[0]!)[nth];
  if (!chosen) throw new Error('nothing is offered to fix it');
  return applyEdits(text, chosen.edits);
}

export function fixesOf({ fix, suggestions }: LintMessage): LintMessage['suggestions'] {
  return [...(fix ? [fix] : []), ...suggestions];
}
