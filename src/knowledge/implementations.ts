/** Text that occurs in every file with a class that implements an interface. */
export const IMPLEMENTS_MARKER = ' implements ';

const CLASS = /\bclass\s+([A-Za-z_$][\w$]*)[^{};]*?\simplements\s+([^{]+)\{/g;

/** Names of the classes of a text by the interfaces that they implement. */
export function implementationsIn(text: string): readonly { readonly name: string; readonly of: readonly string[] }[] {
  if (!text.includes(IMPLEMENTS_MARKER)) return [];
  return [...text.matchAll(CLASS)].map(([, name, list]) => ({
    name: name!,
    of: list!
      .replace(/<[^<>]*>/g, '')
      .split(',')
      .map((one) => one.trim().replace(/^.*\./, '')),
  }));
}
