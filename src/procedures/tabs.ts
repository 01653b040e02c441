import { isCode, type MdNode } from '../markdown/mdNode.ts';
import type { Way } from './writtenAlternatives.ts';

const TAB = /^(?:tab|tab-item|tabitem|tabbed|tabpane|group-tab)$/i;
/** Blocks of code that are shown as tabs, each by its own title. */
const CODE_GROUP = /^(?:code-?group|code-?tabs)$/i;
/** What opens or closes tabs among HTML and components, and a tab's attributes. */
const TAGS = /<(\/?)(?:TabItem|Tab|tab)\b([^>]*)>|<(\/?)(?:Tabs\w*|CodeGroup|CodeTabs|code-group)\b/g;

/** Tabs of all dialects, by what stands in them: of those beside each other one is meant. */
export function tabWays(nodes: readonly MdNode[]): readonly Way[][] {
  const found: Way[][] = [];
  collect(nodes, found);
  return found.filter((ways) => ways.length > 1);
}

function collect(nodes: readonly MdNode[], found: Way[][]): void {
  found.push(...containersBeside(nodes), ...betweenTags(nodes), ...betweenTitles(nodes));
  for (const node of nodes) {
    if (node.type === 'container' && CODE_GROUP.test(node.info)) found.push(codeWays(node.children));
    if (node.children.length > 0 && node.type !== 'paragraph') collect(node.children, found);
  }
}

function containersBeside(nodes: readonly MdNode[]): Way[][] {
  const groups: Way[][] = [[]];
  for (const node of nodes) {
    if (node.type === 'container' && TAB.test(node.info)) groups.at(-1)!.push({ ...node, name: node.content });
    else if (node.type !== 'marker') groups.push([]);
  }
  return groups;
}

/** Blocks of code in a row, by `bash [npm]`, `bash title="npm"` or `bash npm`. */
function codeWays(nodes: readonly MdNode[]): Way[] {
  return nodes.filter(isCode).map(({ info, line, endLine }) => {
    const words = info.replace(/^\s*[\w+#.-]*\s*/, '');
    const name = /\[([^\]]*)\]|\b(?:title|label|tab)=["']([^"']*)/.exec(words);
    return { name: name?.[1] ?? name?.[2] ?? words.replace(/\{[^}]*\}/g, '').trim(), line, endLine };
  });
}

/** `<TabItem value="a" label="A">` and what stands between it and its end; all code between `<CodeGroup>` and its end. */
function betweenTags(nodes: readonly MdNode[]): Way[][] {
  const groups: Way[][] = [];
  let items: Way[] = [];
  let open: { readonly name: string; readonly line: number } | undefined;
  let code: number | undefined;
  nodes.forEach((node, i) => {
    const { type, line, endLine } = node;
    const text = type === 'paragraph' ? (node.children[0]?.content ?? '') : type === 'html_block' ? node.content : '';
    if (!text.includes('<')) return;
    for (const [tag, end, attributes = '', groupEnd] of text.matchAll(TAGS)) {
      if (groupEnd === undefined) {
        if (open) items.push({ ...open, endLine: line });
        open = undefined;
        if (end === '') {
          const name =
            /\b(?:label|title)=\{?["']([^"']*)/.exec(attributes) ?? /\b(?:value|name)=\{?["']([^"']*)/.exec(attributes);
          open = { name: name?.[1] ?? '', line: endLine };
        }
      } else if (groupEnd === '') {
        if (/code/i.test(tag)) code = i + 1;
      } else if (/code/i.test(tag)) {
        if (code !== undefined) groups.push(codeWays(nodes.slice(code, i)));
        code = undefined;
      } else {
        if (open) items.push({ ...open, endLine: line });
        open = undefined;
        groups.push(items);
        items = [];
      }
    }
  });
  return groups;
}

/** GitLab's `:::TabTitle Linux`, down to the next one or `::EndTabs`. */
function betweenTitles(nodes: readonly MdNode[]): Way[][] {
  const groups: Way[][] = [];
  let ways: Way[] = [];
  const endAt = (line: number): void => {
    const last = ways.at(-1);
    if (last) ways[ways.length - 1] = { ...last, endLine: line };
  };
  for (const { type, line, endLine, children } of nodes) {
    const text = type === 'marker' || type === 'paragraph' ? (children[0]?.content ?? '').trim() : '';
    const title = type === 'marker' ? /^:::TabTitle\s+(.+)$/i.exec(text)?.[1] : undefined;
    if (title !== undefined) {
      endAt(line - 1);
      ways.push({ name: title, line, endLine });
    } else if (/^::EndTabs\b/i.test(text) || type === 'heading') {
      endAt(line - 1);
      groups.push(ways);
      ways = [];
    } else endAt(endLine);
  }
  groups.push(ways);
  return groups;
}
