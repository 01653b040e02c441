/**
 * The marks by which dialects of Markdown open and close containers. A mark takes a whole line; CommonMark sees them as
 * plain text.
 */
export type Mark =
  | {
      readonly kind: 'open';
      readonly by: MarkFamily;
      readonly name: string;
      readonly title: string;
      readonly width: number;
      /** What a box that may be anything says it is: `{{< alert color="warning" >}}`. */
      readonly tone?: string;
    }
  | { readonly kind: 'close'; readonly by: MarkFamily; readonly name: string; readonly width: number }
  /** An indented body follows (Material for MkDocs). */
  | { readonly kind: 'indented'; readonly name: string; readonly title: string }
  /** Stands alone and says nothing to a reader: a label, an option, a short code without a body. */
  | { readonly kind: 'alone' }
  | { readonly kind: 'include' };

/** `:::`, `///`, `{{< >}}` and `{% %}`: a container is closed by a mark of the family that opened it. */
export type MarkFamily = 'colon' | 'slash' | 'hugo' | 'liquid';

/** Text that can't hold a mark is told from the rest by this one look. */
export const mayHoldMark = /^[ \t]*(?:::|\/\/\/|\{\{|\{%|\(|\[!|\[source|@tab|===|!!!|\?\?\?)/m;

/** Short codes with a body. All others stand alone: whether one is closed later can't be told from its opening. */
const withBody =
  /^(?:tabs?|tabpane|tabbed|tabset|tab-?content|note|tip|info|caution|warning|danger|important|alert|notice|details|expand|collapse|hint|callout|admonition|pageinfo|blockquote|steps?|comment|codetabs|code-?group|if|unless|raw|capture|for|filter_partial|case|md|markdown)$/i;

/** Reads a line as a mark; undefined where it is text. */
export function readMark(text: string): Mark | undefined {
  const line = text.trim();
  switch (line[0]) {
    case ':':
      if (/^::(?:(?:End)?Tabs|:TabTitle\b.*)$/.test(line)) return { kind: 'alone' };
      return line.startsWith(':::') ? colonMark(line) : undefined;
    case '/':
      return slashMark(line);
    case '{':
      return line.startsWith('{%') ? liquidMark(line) : line.startsWith('{{') ? hugoMark(line) : undefined;
    case '(':
      return /^\([\w.:/ -]{1,200}\)=$/.test(line) ? { kind: 'alone' } : undefined;
    case '@':
      return /^@tab(?::active)?(?:\s|$)/.test(line) ? { kind: 'alone' } : undefined;
    case '[':
      return /^\[!INCLUDE\b/i.test(line) && line.endsWith(']') ? { kind: 'include' } : undefined;
    case '=':
    case '!':
    case '?':
      return indentedMark(line);
    default:
      return undefined;
  }
}

function indentedMark(line: string): Mark | undefined {
  const tab = /^===[!+]{0,2}\s+"([^"]*)"\s*$|^===[!+]{0,2}\s+'([^']*)'\s*$/.exec(line);
  if (tab) return { kind: 'indented', name: 'tab', title: tab[1] ?? tab[2] ?? '' };
  const box = /^(?:!!!|\?\?\?\+?)\s*([A-Za-z][\w-]*)[^"]*(?:"([^"]*)"\s*)?$/.exec(line);
  return box ? { kind: 'indented', name: box[1]!.toLowerCase(), title: box[2] ?? '' } : undefined;
}

function colonMark(line: string): Mark | undefined {
  const width = /^:+/.exec(line)![0].length;
  const rest = line.slice(width).trim();
  if (rest === '') return { kind: 'close', by: 'colon', name: '', width };
  // `:::image ... :::` and `:::row:::` are whole in one line.
  if (rest.endsWith(':::')) return { kind: 'alone' };
  const word = /^\{?\.?([A-Za-z][\w-]*)\}?/.exec(rest);
  if (!word) return undefined;
  const name = word[1]!.toLowerCase();
  // GitLab's tabs have no ends of their own.
  if (name === 'tabtitle') return { kind: 'alone' };
  if (name.endsWith('-end')) return { kind: 'close', by: 'colon', name: name.slice(0, -4), width };
  const title = rest
    .slice(word[0].length)
    .replace(/^\[([^\]]*)\]/, '$1 ')
    .replace(/\{[^}]*\}|\S+=(?:"[^"]*"|\S+)/g, '');
  return { kind: 'open', by: 'colon', name, title: title.trim(), width };
}

/** `/// tab | Linux` of PyMdown. */
function slashMark(line: string): Mark | undefined {
  const [, slashes = '', word, title = ''] = /^(\/{3,})\s*(?:([a-z][\w-]*)\s*(?:\|\s*(.*))?)?$/.exec(line) ?? [];
  if (slashes === '') return undefined;
  const width = slashes.length;
  return word === undefined
    ? { kind: 'close', by: 'slash', name: '', width }
    : { kind: 'open', by: 'slash', name: word, title: title.trim(), width };
}

/** Boxes of Jekyll sites: `{{site.data.alerts.callout_info}}` up to `{{site.data.alerts.end}}`. */
const SITE_BOX = /^\{\{\s*site\.data\.alerts\.(?:(end)|(?:callout_)?(\w+))\s*\}\}$/;

function hugoMark(line: string): Mark | undefined {
  const box = SITE_BOX.exec(line);
  if (box?.[1]) return { kind: 'close', by: 'liquid', name: 'callout', width: 0 };
  if (box) return { kind: 'open', by: 'liquid', name: 'callout', title: '', width: 0, tone: box[2]!.toLowerCase() };
  const code = /^\{\{([<%])\s*(\/?)\s*([\w./-]+)\s*([^{}]*?)\s*(\/?)\s*[>%]\}\}$/.exec(line);
  if (!code) return /^\{\{[#/]?[^{}]*\}\}$/.test(line) && /^\{\{\s*[#/]/.test(line) ? { kind: 'alone' } : undefined;
  return pair('hugo', code[3]!, code[4]!, code[2] === '/', code[5] === '/');
}

function liquidMark(line: string): Mark | undefined {
  const code = /^\{%-?\s*(end)?([\w-]+)\s*([^{}]*?)\s*-?%\}$/.exec(line);
  return code ? pair('liquid', code[2]!, code[3]!, code[1] !== undefined, false) : undefined;
}

function pair(by: MarkFamily, name: string, words: string, closes: boolean, whole: boolean): Mark {
  const lower = name.toLowerCase();
  if (!withBody.test(lower) || whole) return { kind: 'alone' };
  if (closes) return { kind: 'close', by, name: lower, width: 0 };
  const tone = ANY_BOX.test(lower) ? TONE.exec(words)?.[1]?.toLowerCase() : undefined;
  return { kind: 'open', by, name: lower, title: shortCodeTitle(lower, words), width: 0, ...(tone ? { tone } : {}) };
}

const ANY_BOX = /^(?:alert|notice|hint|callout|admonition|pageinfo|blockquote)$/;
const TONE =
  /(?:^|\b(?:type|color|style|class|kind|level|title|context|status|theme)\s*=\s*)["']?(?:alert-)?(warning|danger|caution|important|critical|error|info|note|tip)\b/i;

/** `name="Ubuntu"`, `title="x"`, `"Ubuntu"`, and for tabs of Liquid the bare word. */
function shortCodeTitle(name: string, words: string): string {
  const named = /\b(?:name|title|header|label|tabName|summary)\s*=\s*(?:"([^"]*)"|'([^']*)')/i.exec(words);
  if (named) return named[1] ?? named[2] ?? '';
  const quoted = /^(?:"([^"]*)"|'([^']*)')/.exec(words);
  if (quoted) return quoted[1] ?? quoted[2] ?? '';
  return name === 'tab' && /^[\w .+-]+$/.test(words) ? words.split(/\s+/).pop()! : '';
}
