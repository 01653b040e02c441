import { readAnnotations, type Annotation } from './annotations.ts';
import { plainText, type MdNode } from './markdown.ts';

/** A code block where it stands, with what stands around it. */
export interface CodeSite {
  readonly node: MdNode;
  /** The text before it in the same container. */
  readonly lead: string;
  readonly heading: string;
  /** Only a line or so of text lies between it and the code block before it. */
  readonly adjacent: boolean;
  readonly annotations: readonly Annotation[];
}

/** Every code block of a document, in order. */
export function collectCode(nodes: readonly MdNode[]): {
  readonly sites: readonly CodeSite[];
  readonly variables: Readonly<Record<string, string>>;
} {
  const sites: CodeSite[] = [];
  const variables: Record<string, string> = {};
  let heading = '';
  let pending: Annotation[] = [];
  let lastEnd = -10;

  const walk = (children: readonly MdNode[], outerLead: string): void => {
    let lead = outerLead;
    for (const node of children) {
      switch (node.type) {
        case 'heading':
          heading = node.children[0]?.content ?? '';
          lead = '';
          break;
        case 'paragraph':
          lead = node.children[0]?.content ?? '';
          break;
        case 'html_block': {
          const found = readAnnotations(node);
          pending.push(...found);
          for (const entry of found) Object.assign(variables, entry.variables ?? {});
          const summary = /<summary[^>]*>([\s\S]*?)<\/summary>/i.exec(node.content)?.[1];
          if (summary) lead = summary.replace(/<[^>]+>/g, '').trim();
          break;
        }
        case 'fence':
        case 'code_block':
          sites.push({
            node,
            lead: plainText(lead.slice(-1000)).slice(-400),
            heading,
            adjacent: node.line - lastEnd <= 4,
            annotations: pending,
          });
          pending = [];
          lastEnd = node.endLine;
          lead = '';
          break;
        default:
          if (node.children.length > 0 && node.type !== 'table') {
            walk(node.children, lead);
            if (/_list$/.test(node.type)) lead = '';
          }
      }
    }
  };
  walk(nodes, '');
  return { sites, variables };
}
