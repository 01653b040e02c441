import { visibleLine } from '../text/visible.ts';
import { dependencyOf, type Destination } from './dependency.ts';
import { verdictsOn, type ProtectedCall } from './protection.ts';
import { nameFor, runbooksFor, type RunbookScope } from './scope.ts';

/** A remote call of the project's code. */
export interface CodeCall extends Destination, ProtectedCall {
  /** As its reader names the file. */
  readonly path: string;
  readonly line: number;
  readonly method?: string;
  readonly test: boolean;
}

/** A call that fails when something of a runbook is down. */
export interface AffectedCall {
  readonly path: string;
  readonly line: number;
  /** `GET api.stripe.com`, or what is called. */
  readonly what: string;
  readonly protection: readonly { readonly text: string; readonly good: boolean }[];
}

/** By what the runbook names, in its order; calls by file and line. Names that no call leads to are left out. */
export function affectedCalls(
  scope: RunbookScope,
  calls: readonly CodeCall[],
): readonly { readonly name: string; readonly calls: readonly AffectedCall[] }[] {
  const byName = new Map<string, AffectedCall[]>();
  for (const call of calls.filter(({ test }) => !test)) {
    const name = nameFor(scope, call);
    if (name === undefined) continue;
    const known = byName.get(name) ?? [];
    byName.set(name, [...known, affected(call)]);
  }
  return [...scope.dependencies, ...scope.services].flatMap((name) => {
    const found = byName.get(name);
    byName.delete(name);
    return found === undefined ? [] : [{ name, calls: found.toSorted(byPlace) }];
  });
}

function affected(call: CodeCall): AffectedCall {
  const { path, line, api, method, target } = call;
  const what = visibleLine([method, target ?? api].filter(Boolean).join(' '));
  return { path, line, what, protection: verdictsOn(call).map(({ text, good }) => ({ text, good })) };
}

function byPlace(a: AffectedCall, b: AffectedCall): number {
  return a.path === b.path ? a.line - b.line : a.path < b.path ? -1 : 1;
}

/** A dependency of the code, and the runbooks for when it is down. */
export interface CoveredDependency {
  readonly name: string;
  readonly calls: readonly AffectedCall[];
  readonly runbooks: readonly RunbookScope[];
}

/** What the code depends on: what no runbook covers first, then those with the most calls. */
export function coverageOf(scopes: readonly RunbookScope[], calls: readonly CodeCall[]): readonly CoveredDependency[] {
  const byName = new Map<string, CodeCall[]>();
  for (const call of calls.filter(({ test }) => !test)) {
    const name = dependencyOf(call);
    if (name !== undefined) byName.set(name, [...(byName.get(name) ?? []), call]);
  }
  return [...byName]
    .map(([name, own]) => ({
      name,
      calls: own.map(affected).toSorted(byPlace),
      runbooks: [...new Set(own.flatMap((call) => runbooksFor(scopes, call)))],
    }))
    .toSorted(
      (a, b) =>
        Number(a.runbooks.length > 0) - Number(b.runbooks.length > 0) ||
        b.calls.length - a.calls.length ||
        (a.name < b.name ? -1 : 1),
    );
}
