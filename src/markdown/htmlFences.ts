import type MarkdownIt from 'markdown-it';

type Instance = InstanceType<typeof MarkdownIt>;

/** Tags that CommonMark takes for a block wherever they begin a line; any other tag has to be alone in its line. */
const blockTag =
  /^<\/?(?:address|article|aside|blockquote|body|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hr|li|main|menu|nav|ol|p|section|summary|table|tbody|td|tfoot|th|thead|tr|ul)(?=[\s/>]|$)/i;
const loneTag = /^<\/?[A-Za-z][\w.:-]*(?:\s[^<>]*)?\/?>\s*$/;

/** What stands in these is text, whatever it looks like. */
const verbatim = /<(?:pre|script|style|textarea|code)\b|<!--/i;

const opensFence = /^(?:`{3,}[^`]*|~{3,}.*)$/;

/**
 * Ends a block of HTML at a fence right below its tags. To MDX, and so to Docusaurus, `<TabItem>` with a fence in the next
 * line holds a block of code. CommonMark sees raw HTML up to the next blank line, and then takes the closing fence for an
 * opening one: no author means that, so it is read as MDX does in every document.
 */
export function endHtmlAtFences(md: Instance): void {
  md.block.ruler.before('html_block', 'html_above_fence', (state, startLine, endLine, silent) => {
    if (silent || state.sCount[startLine]! - state.blkIndent >= 4) return false;
    const lineAt = (line: number): string =>
      state.src.slice(state.bMarks[line]! + state.tShift[line]!, state.eMarks[line]);
    const first = lineAt(startLine);
    if (!(blockTag.test(first) || loneTag.test(first)) || verbatim.test(first)) return false;
    let line = startLine + 1;
    for (; line < endLine && state.sCount[line]! >= state.blkIndent; line++) {
      const text = lineAt(line);
      if (text === '' || verbatim.test(text)) return false;
      if (opensFence.test(text)) break;
    }
    if (line >= endLine || state.sCount[line]! < state.blkIndent) return false;
    state.line = line;
    const token = state.push('html_block', '', 0);
    token.map = [startLine, line];
    token.content = state.getLines(startLine, line, state.blkIndent, true);
    return true;
  });
}
