import { lastSentence } from '../blocks/blockContext.ts';
import { plainText } from '../markdown/markdown.ts';
import { isCode, ownText, type MdNode } from '../markdown/mdNode.ts';
import type { Section } from '../runbook/model.ts';
import { exclusiveLabels } from './exclusive.ts';
import { takenBack } from './opposedLabels.ts';
import type { Way } from './writtenAlternatives.ts';

/** Sections beside each other of which only one holds: "If it is full", "Otherwise"; "For staging", "For production". */
export function exclusiveSections(
  sections: readonly Section[],
  placeOf: (section: Section) => string,
): readonly Way[][] {
  const groups = new Map<string, Section[]>();
  for (const section of sections) {
    const place = placeOf(section);
    const group = groups.get(place);
    if (group) group.push(section);
    else groups.set(place, [section]);
  }
  return [...groups.values()].flatMap((all) =>
    exclusiveLabels(all.map(({ title }) => ({ text: title }))).map((group) =>
      group.map((at) => ({ ...all[at]!, name: all[at]!.title })),
    ),
  );
}

interface Labelled {
  readonly text: string;
  readonly counted?: boolean;
  readonly line: number;
  readonly endLine: number;
}

/** Said above them: "Do both." */
const ALL =
  /\b(?:do|run|apply|repeat|perform|follow|complete|execute|needs?|must|have to|done)\b[^.]{0,60}\b(?:both|each|all|every|one after the other|in (?:this|that) order)\b/i;

/** "The queue is either stuck or slow." above "Stuck:" and "Slow:". */
const EITHER = /\beither (?:an? |the )?([\w -]{2,50}?),? or (?:an? |the |it is )?([\w -]{2,50}?)\s*(?=[.,;:(]|$)/i;

/** The two labels that are named by such a sentence, by index. */
function namedByEither(texts: readonly string[], said: readonly string[]): number[][] {
  const bare = (text: string): string =>
    text
      .replace(/^\W+|[\s:.]+$/g, '')
      .replace(/^(?:(?:if|when) (?:(?:it|this|that|they)(?:['’]s| is| are) )?|for |on )?(?:an? |the )?/i, '')
      .toLowerCase();
  const labels = texts.map(bare);
  return said.flatMap((one): number[][] => {
    const found = EITHER.exec(one)
      ?.slice(1)
      .map((name) => labels.indexOf(bare(name)));
    return found?.every((at) => at >= 0) && found[0] !== found[1] ? [found.toSorted((a, b) => a - b)] : [];
  });
}

/** The same of sentences right above code, and of items of lists. */
export function exclusiveParts(nodes: readonly MdNode[]): readonly Way[][] {
  const found: Way[][] = [];
  let leads: Labelled[] = [];
  let inTurn = false;
  let said: string[] = [];
  const end = (): void => {
    if (leads.length > 1) found.push(...waysOf(leads, inTurn, said));
    leads = [];
    said = [];
    inTurn = false;
  };
  nodes.forEach((node, i) => {
    if (node.type === 'heading') end();
    else if (node.type === 'paragraph') {
      const lead = leadAt(nodes, i);
      const text = (node.children[0]?.content ?? '').slice(0, 1000);
      if (/\beither\b/i.test(text)) said.push(plainText(text).replace(/\s+/g, ' '));
      if (lead) leads.push(lead);
      else inTurn ||= ALL.test(text);
    } else {
      if (/_list$/.test(node.type)) found.push(...itemWays(node, said));
      found.push(...exclusiveParts(node.children));
    }
  });
  end();
  found.push(...labelledFences(nodes));
  return found;
}

/** A sentence and what stands right below it. */
function leadAt(nodes: readonly MdNode[], at: number): Labelled | undefined {
  const node = nodes[at]!;
  let next = at + 1;
  while (next < nodes.length && isCode(nodes[next]!)) next++;
  const list = nodes[next];
  if (next === at + 1 && !(list && /_list$/.test(list.type) && list.children.some(holdsCode))) return undefined;
  const { endLine } = nodes[next === at + 1 ? next : next - 1]!;
  const said = plainText((node.children[0]?.content ?? '').slice(-400))
    .replace(/\s+/g, ' ')
    .trim();
  const text = lastSentence(said);
  // "If it is, skip this. Otherwise:" has its condition in itself.
  const own = /\bif\b/i.test(said.slice(0, -text.length)) ? '' : text;
  return { text: own, line: node.line, endLine };
}

function itemWays(list: MdNode, said: readonly string[]): readonly Way[][] {
  const counted = list.type === 'ordered_list';
  const items = list.children.map((item): Labelled => {
    const text = plainText(ownText(item).split('\n')[0]!.slice(0, 400)).trim();
    return { text, counted, line: item.line, endLine: item.endLine };
  });
  const last = items.findLastIndex(({ text }, i) => i > 0 && /^\W*(?:or|alternatively)\b/i.test(text));
  if (last > 0 && list.children.slice(0, last + 1).every(holdsCode))
    return [items.slice(0, last + 1).map((item) => ({ ...item, name: item.text }))];
  const own = exclusiveLabels(items);
  const either = own.length > 0 || !list.children.some(holdsCode) ? [] : namedByEither(labelsOf(items), said);
  return [...own, ...either].map((group) => group.map((at) => ({ ...items[at]!, name: items[at]!.text })));
}

function labelsOf(labels: readonly Labelled[]): readonly string[] {
  return labels.map(({ text }) => text);
}

/** Each label with what stands below it, down to the next one of its group. */
function waysOf(leads: readonly Labelled[], inTurn: boolean, said: readonly string[]): readonly Way[][] {
  const labels = exclusiveLabels(leads, inTurn);
  const told = labels.length > 0 || inTurn ? labels : namedByEither(labelsOf(leads), said);
  const others = inTurn
    ? []
    : takenBack(leads).filter((pair) => !told.some((group) => pair.some((at) => group.includes(at))));
  return [...told, ...others].map((group) =>
    group.map((at, i) => {
      const next = group[i + 1];
      const { text, line, endLine } = leads[at]!;
      return { name: text.replace(/[:\s]+$/, ''), line, endLine: next === undefined ? endLine : leads[next]!.line - 1 };
    }),
  );
}

function holdsCode(node: MdNode): boolean {
  return isCode(node) || (node.type !== 'paragraph' && node.children.some(holdsCode));
}

/** Tools of which one does the same as another. */
const TOOLS: readonly RegExp[] = [
  /^(?:npm|npx|yarn|pnpm|pnpx|bun|bunx|deno|ni)$/i,
  /^(?:pip|pipx|poetry|uv|pipenv|conda|mamba)$/i,
  /^(?:mvn|maven|gradle)(?: wrapper)?$/i,
  /^(?:bash|sh|zsh|fish|powershell|pwsh|cmd|batch)$/i,
  /^(?:linux|mac ?os|osx|windows|ubuntu|debian|fedora|centos|rhel|arch|alpine|homebrew|apt|dnf|yum)$/i,
  /^(?:docker|podman|nerdctl)$/i,
];

/** Blocks right behind each other that are each labelled with another tool: `sh [npm]`, `sh [yarn]`. */
function labelledFences(nodes: readonly MdNode[]): readonly Way[][] {
  const groups: Way[][] = [];
  let before: { readonly tools: RegExp; readonly group: Way[] } | undefined;
  for (const node of nodes) {
    const name = isCode(node) ? (/\[([^\][]{1,40})\]/.exec(node.info)?.[1]?.trim() ?? '') : '';
    const tools = TOOLS.find((one) => one.test(name));
    const way = { name, line: node.line, endLine: node.endLine };
    if (tools === undefined) before = undefined;
    else if (tools === before?.tools && before.group.every((one) => one.name !== name)) before.group.push(way);
    else groups.push((before = { tools, group: [way] }).group);
  }
  return groups.filter((group) => group.length > 1);
}
