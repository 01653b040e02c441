import { languageClass } from '../shell/language.ts';

/** What a fence with a name in braces (` ```{note} `) holds. */
export type Directive =
  /** Code in a language; `skip` lines of options stand before it. */
  | { readonly kind: 'code'; readonly language: string; readonly skip: number }
  /** Markdown, below `skip` lines of options. */
  | { readonly kind: 'markdown'; readonly name: string; readonly title: string; readonly skip: number }
  /** Something else: a figure, a table of contents, mathematics. */
  | { readonly kind: 'other'; readonly name: string };

const code = /^(?:code|code-block|sourcecode|code-cell|prompt|console|highlight|parsed-literal)$/;

const text =
  /^(?:note|tip|hint|info|important|attention|warning|caution|danger|error|seealso|todo|admonition|dropdown|details|card|grid|grid-item|grid-item-card|tab-set|tab-item|tabs|tab|tabbed|group-tab|panels|versionadded|versionchanged|deprecated|epigraph|aside|margin|sidebar|topic|rubric|exercise|solution|step|steps|only|div)$/;

/** Opens a fence of its own: three marks or more, and no back-tick after back-ticks. */
export const opensFence = /^ {0,3}(?:`{3,}[^`\n]*|~{3,}.*)$/m;

/** Reads a fence's info string and content as a directive of MyST; undefined where it is a plain fence. */
export function readDirective(info: string, content: string): Directive | undefined {
  const named = /^\{([A-Za-z][\w:.-]*)\}\s*(.*)$/.exec(info.trim());
  if (!named) return undefined;
  const name = named[1]!.toLowerCase();
  const words = named[2]!.trim();
  const skip = optionLines(content);
  if (code.test(name)) return { kind: 'code', language: words.split(/\s+/)[0]!, skip };
  const own = languageClass(name);
  // `{r}` and `{bash}` of notebooks name the language alone.
  if (own !== 'code' && own !== 'other' && own !== 'none')
    return { kind: 'code', language: `${name} ${words}`.trim(), skip: 0 };
  if (text.test(name) || opensFence.test(content)) return { kind: 'markdown', name, title: words, skip };
  return { kind: 'other', name };
}

/** `:name: value` lines, or a block between `---`, at the top of a directive. */
function optionLines(content: string): number {
  const lines = content.split('\n', 60);
  let count = 0;
  if (lines[0]?.trim() === '---') {
    const end = lines.findIndex((line, i) => i > 0 && line.trim() === '---');
    if (end > 0) return end + 1;
  }
  while (count < lines.length && /^\s*:[\w-]+:(?:\s|$)/.test(lines[count]!)) count++;
  return count;
}
