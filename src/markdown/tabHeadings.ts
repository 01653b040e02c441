import { container } from './dialects.ts';
import type { MdNode } from './mdNode.ts';

/** `# [Linux](#tab/linux)`, as Azure's and DocFX's pages write a tab, with an operating system behind it or not. */
const TAB = /^\[([^\]]{1,100})\]\(#tabs?\/[\w.+-]+(?:\/[\w.+-]*)?\)$/;

/** Headings that are tabs made containers, each with what stands below it down to the next tab, a rule, or a heading. */
export function openTabHeadings(nodes: readonly MdNode[]): MdNode[] {
  const out: MdNode[] = [];
  let tab: { readonly title: string; readonly heading: MdNode; readonly body: MdNode[] } | undefined;
  const close = (): void => {
    if (tab) {
      const { heading, title, body } = tab;
      out.push(container('tab', title, heading.line, body.at(-1)?.endLine ?? heading.endLine, body));
    }
    tab = undefined;
  };
  for (const node of nodes) {
    const title = node.type === 'heading' ? TAB.exec((node.children[0]?.content ?? '').trim())?.[1] : undefined;
    const ends =
      node.type === 'hr' || (tab && node.type === 'heading' && node.headingLevel <= tab.heading.headingLevel);
    if (title !== undefined) {
      close();
      tab = { title, heading: node, body: [] };
    } else if (ends) {
      close();
      out.push(node);
    } else (tab?.body ?? out).push(node);
  }
  close();
  return out;
}
