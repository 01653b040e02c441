import type { ArgumentSchema, InputSchema } from './catalogue.ts';

/** Checked arguments of a call, by name. */
export type ToolArguments = ReadonlyMap<string, string | number>;

/** What a tool is called with, held against what it takes. @returns a sentence where it does not fit. */
export function checkArguments({ properties, required }: InputSchema, given: unknown): ToolArguments | string {
  if (given !== undefined && (typeof given !== 'object' || given === null || Array.isArray(given)))
    return 'The arguments must be an object.';
  const entries = Object.entries(given ?? {});
  const known = Object.keys(properties);
  const checked = new Map<string, string | number>();
  for (const [name, value] of entries) {
    if (!Object.hasOwn(properties, name)) return `An argument isn't known. Use ${known.join(', ')}.`;
    const fault = faultOf(properties[name]!, value);
    if (fault !== undefined) return `${name} ${fault}.`;
    checked.set(name, value as string | number);
  }
  const missing = required.find((name) => !checked.has(name));
  return missing === undefined ? checked : `${missing} is missing.`;
}

function faultOf(
  { type, maxLength = Infinity, minimum = -Infinity }: ArgumentSchema,
  value: unknown,
): string | undefined {
  if (type === 'integer') {
    if (!Number.isSafeInteger(value)) return 'must be a whole number';
    return (value as number) < minimum ? `must be ${minimum} or more` : undefined;
  }
  if (typeof value !== 'string') return 'must be text';
  if (value.trim() === '') return "can't be empty";
  if (value.length > maxLength) return `can't be longer than ${maxLength} characters`;
  return value.includes('\0') ? 'contains a NUL character' : undefined;
}
