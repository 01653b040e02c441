/** What a module hands on, as far as its text tells without a parse. */
export interface ExportScan {
  /** Every name that it may export; more than it does, never fewer, unless `open` or behind a star. */
  readonly names: ReadonlySet<string>;
  /** The specifiers of `export * from`. */
  readonly stars: readonly string[];
  /** It may export names that the text does not show: CommonJS, patterns. */
  readonly open: boolean;
}

const WORDS = '(?:declare\\s+|abstract\\s+|async\\s+|default\\s+)*';
const KINDS = '(?:class|const\\s+enum|const|let|var|interface|type|enum|namespace|module|import)\\s+';
const DECLARED = new RegExp(`\\bexport\\s+${WORDS}(?:function(?:\\s*\\*\\s*|\\s+)|${KINDS})([\\w$]+)`, 'g');
const LISTED = /\bexport\s+(?:type\s+)?\{([^}]*)\}/g;
const STARRED = /\bexport\s+(?:type\s+)?\*\s*(?:as\s+([\w$]+|(['"])[^'"\n]+\2)\s*)?from\s*(['"])([^'"\n]+)\3/g;
/** `export const a = 1, b = 2`: the second name. Any such name of the text counts, which is too many. */
const FURTHER = /,\s*([\w$]+)\s*(?::[^;\n]{0,200}?)?=(?![=>])/g;
const OPEN =
  /\bmodule\s*\.\s*exports\b|\bexports\s*[.[=]|\bexport\s*=|\bexport\s+(?:declare\s+)?(?:const|let|var)\s*[{[]|\bexport\s*(?:\/[/*]|@)|\bObject\s*\.\s*(?:assign|defineProperty)\s*\(\s*exports\b|\\u/;

/** Reads what a text may export. Comments and strings are read as code, which only ever adds names. */
export function scanExports(text: string): ExportScan {
  const names = new Set<string>();
  const stars: string[] = [];
  for (const [, name] of text.matchAll(DECLARED)) names.add(name!);
  for (const [, list] of text.matchAll(LISTED))
    for (const [, name] of list!.matchAll(/([\w$]+)['"]?\s*(?=,|$|\/)/g)) names.add(name!);
  for (const [, alias, , , specifier] of text.matchAll(STARRED)) {
    if (alias === undefined) stars.push(specifier!);
    else names.add(alias.replace(/['"]/g, ''));
  }
  for (const [, name] of text.matchAll(FURTHER)) names.add(name!);
  return { names, stars, open: OPEN.test(text) };
}
