import type { Protection } from '../dependencies/protection.ts';
import { shareOf } from './inventoryModel.ts';
import type { Coverage, Inventory } from './inventoryModel.ts';
import type { CallRow } from '../batch/inventoryRows.ts';

/** The calls to one dependency: a host where it is known, else what is called. */
export interface Dependency {
  readonly name: string;
  readonly calls: readonly CallRow[];
}

/** Calls by dependency, those with the most unprotected calls first. */
export function dependenciesOf(calls: readonly CallRow[]): Dependency[] {
  const byName = new Map<string, CallRow[]>();
  for (const call of calls) {
    const name = call.target ?? nameOf(call);
    const known = byName.get(name);
    if (known) known.push(call);
    else byName.set(name, [call]);
  }
  const dependencies = [...byName].map(([name, list]) => ({ name, calls: list }));
  const bare = (dependency: Dependency): number => dependency.calls.filter((call) => call.timeout === 'none').length;
  return dependencies.sort(
    (a, b) => bare(b) - bare(a) || b.calls.length - a.calls.length || (a.name < b.name ? -1 : 1),
  );
}

function nameOf({ api, library }: CallRow): string {
  const name = library?.replace(/(.)@.*$/, '$1');
  return name === undefined || name === api ? api : `${name} (${api})`;
}

const titles: Readonly<Record<Protection, string>> = {
  timeout: 'Timeout',
  errors: 'Error handling',
  status: 'Status check',
  policy: 'Retry or breaker',
};

/** `Timeout  12 of 20 calls  60 %`, in parts. */
export function coverageParts(coverage: Coverage): {
  readonly title: string;
  readonly count: string;
  readonly share: string;
} {
  const share = shareOf(coverage);
  const unknown = coverage.unknown > 0 ? `, ${coverage.unknown} unknown` : '';
  return {
    title: titles[coverage.protection],
    count: `${coverage.protected} of ${coverage.known} calls${unknown}`,
    share: share === undefined ? '-' : `${share} %`,
  };
}

/** What is left to say below: tests, retries, files that were not read. */
export function remarksOn(inventory: Inventory, tests: boolean): string[] {
  const hidden = tests ? 0 : inventory.calls.filter((call) => call.test).length;
  const remarks: string[] = [];
  if (hidden > 0) remarks.push(`${many(hidden, 'call')} in tests not listed (--tests lists them)`);
  const byReason = new Map<string, number>();
  for (const { reason } of inventory.skipped) byReason.set(reason, (byReason.get(reason) ?? 0) + 1);
  for (const [reason, count] of byReason) remarks.push(`${many(count, 'file')} skipped: ${reason}`);
  return remarks;
}

export function many(count: number, noun: string): string {
  return `${count} ${count === 1 ? noun : noun.endsWith('y') ? `${noun.slice(0, -1)}ies` : `${noun}s`}`;
}
