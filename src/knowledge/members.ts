import type { Member } from './schema.ts';

/** The same member under several names: methods that differ in nothing that matters here. */
export function each(names: readonly string[], member: Member): Readonly<Record<string, Member>> {
  return Object.fromEntries(names.map((name) => [name, member]));
}

/** Methods named after the HTTP method that they send. */
export function verbs(names: readonly string[], member: (method: string) => Member): Readonly<Record<string, Member>> {
  return Object.fromEntries(names.map((name) => [name, member(name.toUpperCase())]));
}
