import { readAnnotations, type Annotation } from './annotations.ts';
import { withoutAlert } from '../markdown/alerts.ts';
import { summaryOf } from '../markdown/details.ts';
import { plainText } from '../markdown/markdown.ts';
import { isCode, type MdNode } from '../markdown/mdNode.ts';

/** A code block where it stands, with what stands around it. */
export interface CodeSite {
  readonly node: MdNode;
  /** The text before it in the same container. */
  readonly lead: string;
  readonly heading: string;
  /** Only a line or so of text lies between it and the code block before it. */
  readonly adjacent: boolean;
  readonly annotations: readonly Annotation[];
  /** To CommonMark it is code, to its dialect a container: what is in it are blocks of their own. */
  readonly container: boolean;
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

  const add = (node: MdNode, lead: string, container: boolean): void => {
    sites.push({
      node,
      lead: plainText(lead.slice(-1000)).slice(-400),
      heading,
      adjacent: node.line - lastEnd <= 4,
      annotations: container ? [] : pending,
      container,
    });
    if (container) return;
    pending = [];
    lastEnd = node.endLine;
  };
  const walk = (children: readonly MdNode[], outerLead: string): void => {
    let lead = outerLead;
    for (const node of children) {
      switch (node.type) {
        case 'heading':
          heading = node.children[0]?.content ?? '';
          lead = '';
          break;
        case 'paragraph':
          lead = withoutAlert(node.children[0]?.content ?? '');
          break;
        case 'container': {
          const outer = heading;
          if (node.code && !startsAt(node.children, node.code.line)) add(node.code, '', true);
          walk(node.children, /^tab/.test(node.info) ? lead : node.content);
          heading = outer;
          lead = '';
          break;
        }
        case 'marker':
          break;
        case 'html_block': {
          const found = readAnnotations(node);
          pending.push(...found);
          for (const entry of found) Object.assign(variables, entry.variables ?? {});
          const summary = summaryOf(node.content);
          if (summary !== '') lead = summary;
          break;
        }
        case 'fence':
        case 'code_block':
          add(node, lead, false);
          lead = '';
          break;
        default:
          if (node.children.length > 0 && node.type !== 'table') {
            walk(node.children, lead);
            if (/_list$/.test(node.type)) lead = endOf(node);
          }
      }
    }
  };
  walk(nodes, '');
  return { sites, variables };
}

/** The sentence that a list ends with: an author who forgets to indent a fence writes its lead there. */
function endOf(node: MdNode): string {
  const last = node.children[node.children.length - 1];
  if (last === undefined) return '';
  return last.type === 'paragraph' ? (last.children[0]?.content ?? '') : /list|item/.test(last.type) ? endOf(last) : '';
}

/** Whether a code block among nodes, at any depth, begins at a line. */
function startsAt(nodes: readonly MdNode[], line: number): boolean {
  return nodes.some(
    (node) =>
      (node.line === line && isCode(node)) ||
      (node.line <= line && node.endLine >= line && startsAt(node.children, line)),
  );
}
