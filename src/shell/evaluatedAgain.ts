/**
 * Places where bash evaluates a word once more after quoting: as arithmetic, as a subscript, as a name or as code. There
 * `a[$(rm x)]` runs `rm x` however well it is quoted.
 */
const BEFORE: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: '[[', pattern: /\[\[(?=\s)(?:(?!\]\]).)*\s-[vR]\s+\S*$/ },
  { what: '[[', pattern: /\[\[(?=\s)(?:(?!\]\]).)*\s-(?:eq|ne|lt|le|gt|ge)\s+\S*$/ },
  { what: 'test -v', pattern: /(?:^|[\s;&|(])(?:test|\[)\s+(?:!\s+)?-[vR]\s+\S*$/ },
  { what: 'let', pattern: /(?:^|[\s;&|(])let\s[^;&|\n]*$/ },
  { what: 'unset', pattern: /(?:^|[\s;&|(])unset\s[^;&|\n]*$/ },
  { what: 'trap', pattern: /(?:^|[\s;&|(])trap\s[^;&|\n]*$/ },
  { what: 'printf -v', pattern: /(?:^|[\s;&|(])printf\s+-v\s*\S*$/ },
  { what: 'read', pattern: /(?:^|[\s;&|(])(?:read|mapfile|readarray|getopts)\s[^;&|\n<]*$/ },
  { what: 'declare -i', pattern: /(?:^|[\s;&|(])(?:declare|typeset|local)\s+(?:-\w+\s+)*-\w*i\w*\s[^;&|\n]*$/ },
  { what: 'a subscript', pattern: /(?:^|[\s;&|(])[A-Za-z_]\w*\[[^\]\s]*$/ },
  { what: 'arithmetic', pattern: /\(\((?:(?!\)\)).)*$/ },
  { what: 'a shell', pattern: /(?:^|[\s/])(?:ba|z|k|da|a)?sh\s+(?:-\S+\s+)*-\w*c\s+["']?$/ },
];
const COMPARED = /^\S*\s+-(?:eq|ne|lt|le|gt|ge)\s/;
const NAMES = /(?:^|[\s;&|(])(?:declare|typeset|local|export|readonly)\s+(?:-\w+\s+)*$/;

/**
 * What evaluates the word at a place of a command once more; undefined where nothing does. A value that is assigned to a
 * variable counts where the same text uses that variable in arithmetic.
 * @param end where the word's placeholder ends
 */
export function evaluatedAgain(text: string, start: number, end: number): string | undefined {
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  const after = text.slice(end);
  const found = BEFORE.find(({ pattern }) => pattern.test(before));
  if (found) return found.what;
  if (/\[\[(?=\s)(?:(?!\]\]).)*$/.test(before) && COMPARED.test(after)) return '[[';
  if (NAMES.test(before) && after.startsWith('=')) return 'a variable name';
  const variable = /(?:^|[\s;&|(])([A-Za-z_]\w*)=["']?$/.exec(before)?.[1];
  if (variable === undefined) return undefined;
  const arithmetic = new RegExp(
    `\\(\\([^\\n]*\\b${variable}\\b|\\blet\\s[^\\n]*\\b${variable}\\b|\\[\\[[^\\n]*\\b${variable}\\b[^\\n]*\\s-(?:eq|ne|lt|le|gt|ge)\\s|\\s-(?:eq|ne|lt|le|gt|ge)\\s[^\\n]*\\b${variable}\\b[^\\n]*\\]\\]`,
  );
  return arithmetic.test(after) ? 'arithmetic' : undefined;
}
