import { protections, type Minimum } from '../inventory/inventoryModel.ts';
import { Problem } from './problem.ts';

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
