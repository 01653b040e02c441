import { codeIn, isCode, type MdNode } from '../markdown/mdNode.ts';
import type { Caveat, Section, Step } from '../runbook/model.ts';

const WARNING = /^(?:warning|danger|caution|attention|important|critical|error)$/i;
/** `> [!WARNING]`, `**Danger:**`, `⚠️ ...`, `WARNING: ...` */
const ALERT =
  /^\s*(?:\[!(?:WARNING|CAUTION|IMPORTANT|DANGER|ATTENTION)\]|(?:⚠|🚨|☠|:warning:|:rotating_light:)|[*_]{1,3}(?:warning|caution|danger|attention|critical)\b|[*_]{2}important\s*(?:[:!]|[*_]{2}\s*[:!.-])|(?:warning|caution|danger|attention)\s*[:!]\s)/iu;
/** "BEFORE RUNNING, take a backup", "**Before you run this:** ...": loud enough to be seen above any command. */
const BEFORE =
  /^\s*(?:[*_]{0,3}(?:BEFORE|PRIOR TO) (?:YOU )?[A-Z]{2,}|[*_]{2,3}[Bb]efore (?:you )?(?:run|execut|proceed|continu|start)\w*\b[^*_]{0,60}(?::[*_]{2}|[*_]{2}:?))/;
/** Said without any mark: "This deletes all data". */
const LOSES =
  /\b(?:(?:cannot|can['’]?t|can not) be (?:undone|reversed)|is irreversible|permanently (?:deletes?|removes?|destroys?|erases?)|^(?:this|these|it|doing so|the (?:command|script|step)s?)\s(?:[\w-]+ ){0,5}(?:deletes?|destroys?|erases?|wipes?)\s(?:\*{0,2}(?:all|every\w*)\*{0,2}|the (?:whole|entire)|your)\b|(?:all|any) (?:[\w-]+ ){0,3}(?:will be|is|are) (?:lost|deleted|erased|destroyed|wiped))/im;

const MAX_TEXT = 200;
const LAST_LINE = Number.MAX_SAFE_INTEGER;

/** What warnings stand on a page, each with the lines that it holds for. */
export function findWarnings(nodes: readonly MdNode[], sections: readonly Section[]): readonly Caveat[] {
  const found: Caveat[] = [];
  const codes = codeIn(nodes).map(({ line }) => line);
  read(nodes, LAST_LINE, (node, text, before, end) => {
    const next = sections.find(({ line }) => line > node.line)?.line ?? Infinity;
    const around = sections.findLast(({ line, endLine }) => line <= node.line && endLine >= node.line);
    const below = codes.some((line) => line > node.line && line < next);
    // Above sections that hold all the commands, it is said of them.
    const whole = !below && around !== undefined && around.level > 1;
    const endLine = Math.min(whole ? Infinity : next - 1, around?.endLine ?? LAST_LINE, end);
    const behind = !codes.some((line) => line > node.line && line <= endLine);
    // Right behind the last command it is said of that command.
    const line = behind && before ? before.line : node.line;
    found.push({ kind: 'warning', line, endLine, text });
  });
  return found;
}

type Take = (node: MdNode, text: string, code: MdNode | undefined, end: number) => void;

/** Hands on each warning with the code right above it and the last line of the item that it stands in. */
function read(nodes: readonly MdNode[], end: number, take: Take): void {
  nodes.forEach((node, i) => {
    const text = warningText(node, nodes[i + 1]);
    const above = nodes[i - 1];
    if (text !== '') take(node, text, above && isCode(above) ? above : undefined, end);
    else if (node.type !== 'paragraph' && node.children.length > 0) {
      if (!/_list$/.test(node.type)) read(node.children, end, take);
      else
        node.children.forEach((item, at) => {
          const following = node.children[at + 1];
          read(item.children, following ? Math.min(end, following.line - 1) : end, take);
        });
    }
  });
}

function warningText(node: MdNode, next: MdNode | undefined): string {
  if (node.type === 'container' && (WARNING.test(node.info) || WARNING.test(node.content)))
    return short(textOf(node) || node.content || node.info);
  if (node.type === 'html_block') return taggedText(node.content, next);
  if (node.type !== 'blockquote' && node.type !== 'paragraph') return '';
  const text = textOf(node);
  return ALERT.test(text) || BEFORE.test(text) || LOSES.test(text.slice(0, 400))
    ? short(text.replace(/^\s*\[!\w+\]\s*/, ''))
    : '';
}

/** `<div class="warning">`, `<Warning>`: with its text behind it or in the paragraph below. */
function taggedText(html: string, next: MdNode | undefined): string {
  const tag =
    /^\s*<(?:(?:warning|danger|caution)\b|(?:div|p|aside|section|admonition|callout)\b[^<>]*\b(?:class|className|type)\s*=\s*["'][^"'<>]*\b(?:warning|danger|caution)\b)[^<>]*>/i.exec(
      html.slice(0, 400),
    );
  if (!tag) return '';
  const own = html.slice(tag[0].length, 4000).replace(/<[^<>]*>/g, ' ');
  return own.trim() !== '' ? short(own) : next?.type === 'paragraph' ? short(textOf(next)) : '';
}

function textOf(node: MdNode): string {
  if (node.type === 'inline') return node.content;
  if (/^(?:fence|code_block|html_block)$/.test(node.type)) return '';
  return node.children.map(textOf).join(' ').trim();
}

/** A text as it is quoted: one line without marks. */
export function short(text: string): string {
  const line = text
    .replace(/[*`]+|(?<!\w)_+|_+(?!\w)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > MAX_TEXT ? `${line.slice(0, MAX_TEXT)}…` : line;
}

/** Each step with the warnings that stand in it, or above it with no other step between. */
export function withWarnings(steps: readonly Step[], caveats: readonly Caveat[]): readonly Step[] {
  const told = new Map<Step, string[]>();
  for (const { kind, line, endLine, text } of caveats) {
    if (kind !== 'warning') continue;
    const step =
      steps.findLast((one) => one.line <= line && one.endLine >= line) ??
      steps.find((one) => one.line > line && one.line <= endLine);
    if (step) told.set(step, [...(told.get(step) ?? []), text]);
  }
  return steps.map((step) => {
    const warnings = told.get(step);
    return warnings ? { ...step, warnings: [...new Set(warnings)] } : step;
  });
}
