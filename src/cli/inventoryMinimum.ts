import { protections, shareOf } from '../inventory/inventoryModel.ts';
import type { Coverage, Protection } from '../inventory/inventoryModel.ts';
import { Problem } from './problem.ts';

export interface Minimum {
  readonly protection: Protection;
  readonly percent: number;
}

/**
 * Reads `timeout=90,errors=80`.
 * @throws Problem that says which part is wrong
 */
export function parseMinimums(text: string): Minimum[] {
  return text.split(',').map((part) => {
    const [name = '', value = ''] = part.trim().split('=');
    const protection = protections.find((known) => known === name);
    if (!protection) throw new Problem(`--min: unknown protection '${name}'. Use ${protections.join(', ')}`);
    const percent = Number(value.replace(/%$/, ''));
    if (value === '' || !(percent >= 0 && percent <= 100)) {
      throw new Problem(`--min ${name} must be a percentage from 0 to 100, not '${value}'`);
    }
    return { protection, percent };
  });
}

/** One line for each minimum that is not reached. Where no call is known there is nothing to fall short of. */
export function shortfalls(coverage: readonly Coverage[], minimums: readonly Minimum[]): string[] {
  return minimums.flatMap(({ protection, percent }) => {
    const found = coverage.find((one) => one.protection === protection);
    const share = found && shareOf(found);
    if (!found || share === undefined || share >= percent) return [];
    return [`${protection}: ${found.protected} of ${found.known} calls are protected (${share} %), below ${percent} %`];
  });
}
