import type { NodeParser } from './dialects.ts';
import type { MdNode } from './mdNode.ts';

const HEADING = /^\s*<h([1-6])(\s[^<>]*)?>([\s\S]{1,400}?)<\/h\1\s*>[ \t]*(?:\r?\n|$)/i;
/** Nobody sees it, or it adorns the top of a page: a slogan in its middle. */
const NO_TITLE = /\shidden(?=[\s=/>]|$)|display\s*:\s*none|\salign\s*=\s*["']?center|text-align\s*:\s*center/i;
/** A link to the heading itself, which generators put behind its text. */
const PERMALINK = /<a\b[^<>]*>\s*(?:¶|&para;|&#182;|#|§|&sect;|🔗)\s*<\/a\s*>/gi;

/** `<h2 id="wipe">Wipe</h2>` is a heading like `## Wipe`; what the same block goes on with stays HTML. */
export function openHtmlHeadings(nodes: readonly MdNode[], parser: NodeParser): MdNode[] {
  return nodes.flatMap((node): MdNode[] => {
    const found = node.type === 'html_block' ? HEADING.exec(node.content) : null;
    if (!found || NO_TITLE.test(found[2] ?? '')) return [node];
    const title = found[3]!
      .replace(PERMALINK, '')
      .replace(/<[^<>]*>/g, '')
      .replace(/\s+/g, ' ')
      .trim();
    if (title === '') return [node];
    const lines = found[0].split('\n').length - (found[0].endsWith('\n') ? 1 : 0);
    const endLine = Math.min(node.endLine, node.line + lines - 1);
    const heading: MdNode = {
      ...node,
      type: 'heading',
      endLine,
      content: '',
      headingLevel: Number(found[1]),
      children: [{ ...node, type: 'inline', endLine, content: title, inlines: parser.inlines(title) }],
    };
    const rest = node.content.slice(found[0].length);
    return rest.trim() === ''
      ? [heading]
      : [heading, ...openHtmlHeadings([{ ...node, line: endLine + 1, content: rest }], parser)];
  });
}
