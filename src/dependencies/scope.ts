import { readFrontMatter } from '../runbook/frontMatter.ts';
import { visibleLine } from '../text/visible.ts';
import { dependencyOf, isName, isNamed, type Destination } from './dependency.ts';

/** What a runbook says of itself that calls can be held against. */
export interface RunbookScope {
  /** As its reader names the file. */
  readonly path: string;
  readonly title: string;
  /** What it is for when that is down. */
  readonly services: readonly string[];
  readonly dependencies: readonly string[];
}

/** Undefined where its front matter names neither services nor dependencies. */
export function scopeOf(path: string, text: string): RunbookScope | undefined {
  if (!/^\uFEFF?(?:---|\+\+\+|\{)/.test(text)) return undefined;
  const { frontMatter, body } = readFrontMatter(text);
  const services = (frontMatter.services ?? []).filter(isName);
  const dependencies = (frontMatter.dependencies ?? []).filter(isName);
  if (services.length + dependencies.length === 0) return undefined;
  const heading = /^#{1,2}[ \t]+(.+?)[ \t]*#*$/m.exec(body)?.[1];
  const title = frontMatter.title ?? heading ?? path.slice(path.lastIndexOf('/') + 1);
  return { path, title: visibleLine(title).slice(0, 200), services, dependencies };
}

/** Which of its names mean what a call leads to, dependencies first. */
export function nameFor({ services, dependencies }: RunbookScope, call: Destination): string | undefined {
  return [...dependencies, ...services].find((name) => isNamed(name, call));
}

/** The runbooks for when what a call leads to is down: those that name it as a dependency first. */
export function runbooksFor(scopes: readonly RunbookScope[], call: Destination): readonly RunbookScope[] {
  const rank = ({ dependencies }: RunbookScope): number => (dependencies.some((name) => isNamed(name, call)) ? 0 : 1);
  return scopes
    .filter((scope) => nameFor(scope, call) !== undefined)
    .toSorted((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
}

/** What a call leads to that no runbook covers; undefined where one does, or it is not known what it is. */
export function uncovered(scopes: readonly RunbookScope[], call: Destination): string | undefined {
  const name = dependencyOf(call);
  return name === undefined || scopes.some((scope) => nameFor(scope, call) !== undefined) ? undefined : name;
}
