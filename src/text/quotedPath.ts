import { visible } from './visible.ts';

/** Escapes of C, as `git` writes and reads them; `patch` reads them as well. */
const ESCAPES: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\t': '\\t',
  '\n': '\\n',
  '\u000b': '\\v',
  '\f': '\\f',
  '\r': '\\r',
  '"': '\\"',
  '\\': '\\\\',
};

/**
 * A path as git writes it: in quotes where a character would be obeyed, would end the line or is not drawn, else as it
 * is. Other letters than those of English stay readable.
 */
export function quotedPath(path: string): string {
  const quoted = Array.from(path, (character) => ESCAPES[character] ?? octal(character, path)).join('');
  return quoted === path ? path : `"${quoted}"`;
}

/** What joins emoji or letters is only drawn among them: the whole path says whether a character is. */
function octal(character: string, path: string): string {
  if (character >= ' ' && character <= '~') return character;
  if (visible(character) === character || visible(path) === path) return character;
  // Half of a pair has no bytes: a file system gives none.
  const bytes = encodeURIComponent(character.replace(/\p{Cs}/u, '\uFFFD'))
    .split('%')
    .slice(1);
  return bytes.map((byte) => `\\${Number.parseInt(byte, 16).toString(8).padStart(3, '0')}`).join('');
}
