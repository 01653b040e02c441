import type MarkdownIt from 'markdown-it';

type Instance = InstanceType<typeof MarkdownIt>;

/** Short codes of Hugo and tags of Jekyll whose body is code, as a site shows it: none of it is Markdown. */
const OPENS =
  /^(?:\{\{([<%])\s*(highlight|text|code|code-?block|codehl|terminal|command|shell|console)(?:\s+([^{}]*?))?\s*[>%]\}\}|\{%-?\s*(highlight|code-?block)(?:\s+([^{}%]*?))?\s*-?%\})\s*$/i;
const FENCE = /^\s*(?:`{3,}|~{3,})/;
/** Names that a language has to be told of by nothing but the short code itself. */
const SHELLS = /^(?:terminal|command|shell|console)$/;

/**
 * Reads `{{< highlight bash >}}`, `{{< text bash >}}`, `{{% code lang="bash" %}}` and `{% highlight bash %}` as the blocks of
 * code that their sites make of them. One that holds a fence only wraps it, and one that is never closed is text.
 */
export function readShortCodeFences(md: Instance): void {
  md.block.ruler.before(
    'fence',
    'short_code_fence',
    (state, startLine, endLine, silent) => {
      const indent = state.sCount[startLine]!;
      if (indent - state.blkIndent >= 4 || state.src[state.bMarks[startLine]! + state.tShift[startLine]!] !== '{')
        return false;
      const lineAt = (line: number): string =>
        state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]);
      const found = OPENS.exec(lineAt(startLine));
      if (!found) return false;
      const name = (found[2] ?? found[4])!.toLowerCase();
      const words = found[3] ?? found[5] ?? '';
      const closes = found[2] === undefined ? new RegExp(`^\\{%-?\\s*end${name}\\s*-?%\\}\\s*$`, 'i') : closing(name);
      let line = startLine + 1;
      for (; line < endLine; line++) {
        const text = lineAt(line);
        if (text !== '' && state.sCount[line]! < state.blkIndent) return false;
        if (closes.test(text)) break;
        if (FENCE.test(text) || OPENS.test(text)) return false;
      }
      if (line >= endLine) return false;
      if (silent) return true;
      state.line = line + 1;
      const token = state.push('fence', 'code', 0);
      token.info = languageOf(name, words);
      token.content = state.getLines(startLine + 1, line, indent, true);
      token.markup = '```';
      token.map = [startLine, line + 1];
      return true;
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  );
}

function closing(name: string): RegExp {
  return new RegExp(`^\\{\\{[<%]\\s*/\\s*${name}\\s*[>%]\\}\\}\\s*$`, 'i');
}

/** `lang="bash"`, or the first word: `bash "linenos=table"`. */
function languageOf(name: string, words: string): string {
  const named = /\b(?:lang|language|type|syntax)\s*=\s*["']?([\w+#-]+)/i.exec(words)?.[1];
  if (named !== undefined) return named;
  const first = /^["']?([\w+#-]+)["']?(?![\w]*=)(?=\s|,|$)/.exec(words)?.[1] ?? '';
  if (first !== '') return first;
  return SHELLS.test(name) ? 'bash' : '';
}
