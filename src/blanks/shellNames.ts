/** A stretch of a text, in UTF-16 units. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Where upper-case words are names or words of a list rather than blanks; group 1 of each. */
const namePatterns: readonly RegExp[] = [
  // Titles of columns.
  /custom-columns(?:=|\s+)("[^"]*"|'[^']*'|\S+)/dg,
  /\b(?:ps|lsblk|findmnt|lscpu|lvs|vgs|pvs|zfs|zpool|df|losetup|blkid|column|sacct|squeue)\b[^|;&\n]{0,120}?\s(?:-\w*o|--output|--columns|--format)(?:=|\s*)(\S+)/dg,
  /\bcolumn\b[^|;&\n]{0,120}?\s(?:-\w*[NRHOTWEC]|--table-(?:columns|column|right|hide|order|truncate|wrap|noextreme))(?:=|\s*)(\S+)/dg,
  /\b(?:mlr|xsv|qsv|csvcut|csvsort|csvgrep|csvtool)\b[^|;&\n]{0,120}?\s(?:-[fcx]|select|col)\s+(\S+)/dg,
  // Columns and fields that a cloud's client shows.
  /\s--(?:format|query|sort-by|fields|columns)(?:=|\s+)("[^"]*"|'[^']*'|\S+)/dg,
  // The words of a loop.
  /\b(?:for|select)\s+[A-Za-z_]\w*\s+in\s+([^;\n]*?)(?=\s*(?:;|\n|$|\bdo\b))/dg,
  // The name of a header.
  /(?:^|\s)(?:-H|--header)(?:=|\s*)\$?["']?([\w-]+)\s*:/dg,
  // Variables that are set, read or taken away.
  /(?:^|[\s;&|(])set(?:\s+-{1,2}[\w-]+)*\s+([A-Za-z_]\w*)\s/dg,
  /\b(?:setenv|printf\s+-v|getopts\s+\S+|(?:declare|typeset|local|readonly)(?:\s+-\w+)*)\s+([A-Za-z_]\w*)/dg,
  // `unset OLD_TOKEN NEW_TOKEN`: all of them.
  /(?:^|[;&|({`]|\b(?:then|do|else))[ \t]*(?:unset|export)(?:[ \t]+-\w+)*((?:[ \t]+[A-Za-z_]\w*)+)(?![\w=.:/-])/dgm,
  // What `xargs` puts its input for.
  /\bxargs\b[^|;\n]{0,80}?\s-I\s*(\w+)/dg,
];

/** Stretches of a shell text whose words are names, although they are written like blanks. */
export function nameSpans(text: string): Span[] {
  const spans: Span[] = [];
  for (const pattern of namePatterns) {
    for (const match of text.matchAll(pattern)) {
      const [start, end] = match.indices![1]!;
      spans.push({ start, end });
    }
  }
  for (const [, word] of text.matchAll(/\bxargs\b[^|;\n]{0,80}?\s-I\s*([A-Za-z]\w*)/g)) {
    for (const match of text.matchAll(new RegExp(`\\b${word}\\b`, 'g')))
      spans.push({ start: match.index, end: match.index + match[0].length });
  }
  return spans;
}

/** Keys of a store of secrets or settings, by which they are written and read: `set-env app JWT_KEY x`, `secrets view DB_USER`. */
const KEYS: readonly RegExp[] = [
  /\b(?:set|unset)-env\s+\S+\s+([A-Za-z_]\w*)/dg,
  /\b(?:config|env|secrets?|variables?)[: ](?:set|unset|get|view|show|read|rm|remove|delete|edit)\s+(?:-\S+\s+)*([A-Za-z_]\w*)/dg,
];
/** Here the word before the key says whose it is. */
const KEYS_OF_SERVICE =
  /\bchamber\s+(?:write|read|delete|history)\s+(?:-\w+\s+(?!\S+\s+-\s*$)\S+\s+)*\S+\s+([A-Z]\w*)/dg;
const GENERAL = /^(?:VAR|VARIABLE|MY|YOUR|NEW|OLD|SECRET|ENV|CONFIG|SETTING|OPTION|PARAM|PARAMETER|KEY|THE)$/;

/** Stretches that are such keys; where all of its words say what belongs there, as in `SECRET_NAME`, it is a blank. */
export function keyNames(text: string, isBlank: (word: string) => boolean): Span[] {
  const spans: Span[] = [];
  for (const pattern of [...KEYS, KEYS_OF_SERVICE])
    for (const match of text.matchAll(pattern)) {
      const parts = match[1]!.split('_');
      const general = parts.every((part) => isBlank(part) || GENERAL.test(part));
      const [start, end] = match.indices![1]!;
      if (pattern === KEYS_OF_SERVICE || !general) spans.push({ start, end });
    }
  return spans;
}

/** The body of a here-document. */
export interface HeredocBody extends Span {
  /** The shell puts nothing in. */
  readonly raw: boolean;
  /** Read by a program whose own language has `$name`. */
  readonly dollars: boolean;
}

/** The bodies of here-documents: text for another program or file. */
export function heredocBodies(text: string): HeredocBody[] {
  const bodies: HeredocBody[] = [];
  const opener = /<<-?\s*(?:'(\w+)'|"(\w+)"|\\(\w+)|(\w+))/g;
  for (let match = opener.exec(text); match !== null; match = opener.exec(text)) {
    const lineEnd = text.indexOf('\n', opener.lastIndex);
    // Nothing is below it, nor below those that stand behind it.
    if (lineEnd < 0) break;
    opener.lastIndex = lineEnd + 1;
    const at = match.index;
    if (text[at - 1] === '<' || bodies.some(({ start, end }) => start <= at && at < end)) continue;
    const mark = match[1] ?? match[2] ?? match[3] ?? match[4]!;
    const start = lineEnd + 1;
    const close = new RegExp(`^[\\t ]*${mark}\\s*$`, 'm').exec(text.slice(start));
    const head = text.slice(text.lastIndexOf('\n', at) + 1, at);
    bodies.push({
      start,
      end: close ? start + close.index : text.length,
      raw: match[4] === undefined,
      dollars: /\b(?:mongo(?:sh)?|php|perl|awk|ruby|node|jq|graphql|pwsh|powershell|tclsh|expect)\b/.test(head),
    });
  }
  return bodies;
}

/** Names that a command or script sets: `X=`, `export X=`, `read X`, `for X in`, fish's `set X`, PowerShell's `$x =`. */
export function assignedNames(text: string, powershell: boolean): string[] {
  const names: string[] = [];
  if (powershell || /^\s*\$[A-Za-z_]\w*\s*=/m.test(text)) {
    for (const match of text.matchAll(/\$(?:env:|global:|script:)?([A-Za-z_]\w*)\s*[+]?=(?!=)/gi))
      names.push(match[1]!);
    for (const match of text.matchAll(/foreach\s*\(\s*\$(\w+)\s+in\b/gi)) names.push(match[1]!);
  }
  for (const match of text.matchAll(
    /\b(?:read|mapfile|readarray)\s+((?:-\w+\s+(?:"[^"]*"|'[^']*'|\d+\s)?\s*)*)([A-Za-z_]\w*(?:[ \t]+[A-Za-z_]\w*)*)/g,
  ))
    names.push(...match[2]!.split(/\s+/));
  for (const pattern of assignments) for (const match of text.matchAll(pattern)) names.push(match[1]!);
  return names;
}

const assignments: readonly RegExp[] = [
  /(?:^|[\s;&|(`{])([A-Za-z_][A-Za-z0-9_]*)\+?=(?!=)/gm,
  /\b(?:for|select)\s+([A-Za-z_]\w*)\s+in\b/g,
  /\bset\s+(?:\/[ap]\s+)?"?([A-Za-z_]\w*)=/g,
  /(?:^|[\s;&|(])set(?:\s+-{1,2}(?!o\b)[\w-]+)*\s+([A-Za-z_]\w*)\s/g,
  /\b(?:setenv|printf\s+-v|getopts\s+\S+|(?:declare|typeset|local)(?:\s+-\w+)*)\s+([A-Za-z_]\w*)/g,
  /\$\{([A-Za-z_]\w*):?=/g,
];

/** Where a text has read a file of settings into its shell; -1 where it does not. */
export function sourcesAt(text: string): number {
  return (
    /(?:^|[\n;&|]\s*)(?:source|\.)[ \t]+(?!<\(|\S*(?:activate|completion|rc|profile)\b)[^\s;&|]+/.exec(text)?.index ??
    -1
  );
}
