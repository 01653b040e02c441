import { protections } from '../dependencies/protection.ts';
import type { Minimum } from './inventoryModel.ts';

/** A share that cannot be read: one line for who wrote it. */
class MinimumError extends Error {}

/**
 * Reads `timeout=90,errors=80`.
 * @throws MinimumError that says which part is wrong
 */
export function parseMinimums(text: string): Minimum[] {
  return text.split(',').map((part) => {
    const [name = '', value = ''] = part.trim().split('=');
    const protection = protections.find((known) => known === name);
    if (!protection) throw new MinimumError(`--min: unknown protection '${name}'. Use ${protections.join(', ')}`);
    const percent = Number(value.replace(/%$/, ''));
    if (value === '' || !(percent >= 0 && percent <= 100)) {
      throw new MinimumError(`--min ${name} must be a percentage from 0 to 100, not '${value}'`);
    }
    return { protection, percent };
  });
}
